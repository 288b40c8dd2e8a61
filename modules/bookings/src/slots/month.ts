import { datesOfMonth } from '../time/local-time.ts'
import { slots, type Slot, type SlotQuestion } from './slots.ts'

export interface CalendarDay {
  readonly date: string
  readonly state: 'free' | 'few' | 'full' | 'closed'
}

/** Every day of a month (`2026-12`). A day with at most a third of its starts left is `few`. */
export function calendarOfMonth(
  month: string,
  question: Omit<SlotQuestion, 'date'>,
): readonly CalendarDay[] {
  return datesOfMonth(month).map((date) => ({
    date,
    state: dayState(slots({ ...question, date })),
  }))
}

function dayState(starts: readonly Slot[]): CalendarDay['state'] {
  if (starts.length === 0) return 'closed'
  const left = starts.filter((start) => start.state !== 'full').length
  if (left === 0) return 'full'
  return left * 3 <= starts.length ? 'few' : 'free'
}
