import { addDays, startOfDayMs, wallTimeOf } from '../time/local-time.ts'
import { pack, type Holdings } from '../allocation/packing.ts'
import { depthWithin, type Span } from './depth.ts'
import { openDay, type OpeningRules } from './opening.ts'

/** Everything that decides about a station's free times. */
export interface SlotRules extends OpeningRules {
  /** Taken before the start and after the end of each booking. */
  readonly setupMinutes: number
  readonly cleanupMinutes: number
  /** What one booking takes, such as `['unit']`: one resource of each kind. */
  readonly requiredKinds: readonly string[]
}

export interface Taken extends Span {
  readonly kind: string
}

/** How much a station has, and how much of it is taken when. */
export interface Capacity {
  /** Resources in service, by kind. */
  readonly units: Readonly<Record<string, number>>
  readonly taken: readonly Taken[]
  /** For kinds of which somebody is away: there it matters who holds what. */
  readonly away?: Readonly<Record<string, Holdings>>
}

export interface SlotQuestion {
  readonly rules: SlotRules
  readonly capacity: Capacity
  /** A calendar day of the station. */
  readonly date: string
  readonly durationHours: number
  readonly nowMs: number
}

/** `few`: the last one of several. */
export type SlotState = 'free' | 'few' | 'full'

export interface Slot {
  readonly date: string
  readonly time: string
  readonly startsAtMs: number
  readonly endsAtMs: number
  readonly state: SlotState
}

const minuteMs = 60_000

/**
 * The starts of one day, in order, those that are full included. Times that the rules refuse
 * (closed, too soon, not existing) are not among them, so a closed day has none.
 * Pure: site, API, calendar and alternatives all show this function's answer.
 */
export function slots(question: SlotQuestion): readonly Slot[] {
  const { rules, capacity, date, durationHours, nowMs } = question
  const day = openDay(rules, date)
  return day.grid.flatMap((minutes) => {
    const start = day.judge({ minutes, durationHours, nowMs })
    if (start.kind !== 'open') return []
    const { startsAtMs, endsAtMs } = start
    const state = stateOf(
      rules,
      capacity,
      occupiedSpan(rules, { fromMs: startsAtMs, toMs: endsAtMs }),
    )
    return [{ date, time: wallTimeOf(minutes), startsAtMs, endsAtMs, state }]
  })
}

/** What a booking takes of a resource: its own time with setup before and cleanup after. */
export function occupiedSpan(
  rules: Pick<SlotRules, 'setupMinutes' | 'cleanupMinutes'>,
  booked: Span,
): Span {
  return {
    fromMs: booked.fromMs - rules.setupMinutes * minuteMs,
    toMs: booked.toMs + rules.cleanupMinutes * minuteMs,
  }
}

/** Everything that can matter for starts of `[from, to]`: late ends and buffers included. */
export function relevantSpan(rules: SlotRules, from: string, to: string): Span {
  return occupiedSpan(rules, {
    fromMs: startOfDayMs(from, rules.timeZone),
    toMs: startOfDayMs(addDays(to, 2), rules.timeZone),
  })
}

function stateOf(rules: SlotRules, capacity: Capacity, wanted: Span): SlotState {
  const left = rules.requiredKinds.map((kind) => leftOf(kind, capacity, wanted))
  if (left.some(({ free }) => free <= 0)) return 'full'
  return left.some(({ free, units }) => free === 1 && units > 1) ? 'few' : 'free'
}

function leftOf(kind: string, capacity: Capacity, wanted: Span) {
  const units = capacity.units[kind] ?? 0
  const taken = capacity.taken.filter((one) => one.kind === kind)
  const free = units - depthWithin(taken, wanted)
  const holdings = capacity.away?.[kind]
  const fits = !holdings || pack(holdings.resourceIds, holdings.held, wanted) !== undefined
  return { units, free: fits ? free : 0 }
}
