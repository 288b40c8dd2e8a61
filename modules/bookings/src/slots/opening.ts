import { addDays, dayClock, minutesOf, wallTimeOf, type LocalTime } from '../time/local-time.ts'

/** When a station takes bookings. Wall times are those of its zone. */
export interface OpeningRules {
  readonly timeZone: string
  /** Bookings start in `[opensAt, closesAt)`; a `closesAt` of `00:00` is the end of the day. */
  readonly opensAt: string
  readonly closesAt: string
  /** Not later than this a booking ends: on the next morning when it is not after `opensAt`. */
  readonly mustEndBy: string
  /** Bookings start every so many minutes, counted from `opensAt`. */
  readonly slotMinutes: number
  /** How long before its start a booking must be made. */
  readonly noticeHours: number
}

export interface StartAsked {
  /** Minutes after 00:00. */
  readonly minutes: number
  readonly durationHours: number
  readonly nowMs: number
}

/** What the rules say about one start. */
export type Judgement =
  | {
      readonly kind: 'open'
      readonly startsAtMs: number
      readonly endsAtMs: number
      readonly notices: readonly string[]
    }
  | { readonly kind: 'unknownTime' | 'closed' | 'tooSoon' }

/** One calendar day of a station, ready to judge many starts. */
export interface OpenDay {
  /** Every start of the grid, in minutes after 00:00. */
  readonly grid: readonly number[]
  judge(asked: StartAsked): Judgement
}

const hourMs = 3_600_000

/** The rules of `date` (`2026-11-22`): the same for the slots shown and for a booking made. */
export function openDay(rules: OpeningRules, date: string): OpenDay {
  const clock = dayClock(date, rules.timeZone)
  const grid = startsOfDay(rules)
  const latestEndMs = latestEnd(rules, date)
  return {
    grid,
    judge({ minutes, durationHours, nowMs }) {
      const local = clock(minutes)
      if (local.kind === 'missing') return { kind: 'unknownTime' }
      const endsAtMs = local.atMs + durationHours * hourMs
      if (!grid.includes(minutes) || endsAtMs > latestEndMs) return { kind: 'closed' }
      if (local.atMs < nowMs + rules.noticeHours * hourMs) return { kind: 'tooSoon' }
      return { kind: 'open', startsAtMs: local.atMs, endsAtMs, notices: noticesOf(local, minutes) }
    },
  }
}

function startsOfDay(rules: OpeningRules): readonly number[] {
  const opens = minutesOf(rules.opensAt)
  const closes = closingMinutes(rules)
  const count = Math.max(0, Math.ceil((closes - opens) / rules.slotMinutes))
  return Array.from({ length: count }, (_, index) => opens + index * rules.slotMinutes)
}

/** `closesAt` in minutes after 00:00, at most 1,440. */
export function closingMinutes(rules: Pick<OpeningRules, 'closesAt'>): number {
  return minutesOf(rules.closesAt) || 1_440
}

function latestEnd(rules: OpeningRules, date: string): number {
  const minutes = minutesOf(rules.mustEndBy)
  const isNextMorning = minutes <= minutesOf(rules.opensAt)
  const clock = dayClock(isNextMorning ? addDays(date, 1) : date, rules.timeZone)
  return firstKnown(clock, minutes)
}

// A closing time that the clocks skip is the first time after it that exists.
function firstKnown(clock: (minutes: number) => LocalTime, minutes: number): number {
  const local = clock(minutes)
  return local.kind === 'missing' ? firstKnown(clock, minutes + 1) : local.atMs
}

function noticesOf(local: LocalTime, minutes: number): readonly string[] {
  if (local.kind !== 'repeated') return []
  const time = wallTimeOf(minutes)
  return [`The clocks go back that day and ${time} happens twice. Your booking is for the first.`]
}
