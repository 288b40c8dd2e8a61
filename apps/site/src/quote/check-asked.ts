import { checkStep, type FieldTexts } from '../flow/check-answers.ts'
import type { Draft } from '../flow/draft.ts'
import { formatDay } from '../format/moments.ts'

/** What is missing for a price, by field, in words; empty when it can be asked for. */
export function checkAsked(asked: Draft, firstDay: string): FieldTexts {
  const isPlaceKnown = asked.postalCode.trim().length >= 2
  const isDayFine = asked.date === '' || asked.date >= firstDay
  return {
    ...checkStep('party', asked),
    ...checkStep('menu', asked),
    ...(isDayFine ? {} : { date: `The first day we can cook is ${formatDay(firstDay)}.` }),
    ...(isPlaceKnown
      ? {}
      : { postalCode: 'Tell us the ZIP or postal code: the way is part of the price.' }),
  }
}

/** The first day that keeps the notice of a station, as the reader's calendar counts. */
export function firstDayAfter(noticeHours: number, nowMs: number): string {
  const at = new Date(nowMs + noticeHours * 3_600_000)
  const parts = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}
