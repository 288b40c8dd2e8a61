import type { Cache } from '@holdfast/kernel/cache'
import type { Transaction } from '@holdfast/kernel/postgres'
import type { BookingsTransaction } from '../parts.ts'
import { addDays, daysBetween, localTimeAt } from '../time/local-time.ts'
import type { Span } from './depth.ts'

/** How long free times are shown without looking again; a change ends it at once. */
export const slotsFreshMs = 60_000

/** What the free times of these days depend on. */
export function slotTags(stationId: string, dates: readonly string[]): readonly string[] {
  return [stationTag(stationId), ...dates.map((date) => dayTag(stationId, date))]
}

/**
 * Has the days around `spans` looked at anew once the transaction commits: something was taken or
 * given back there. Called last in a transaction, since until it ends nobody is shown kept times.
 */
export async function slotsChanged(
  tx: BookingsTransaction,
  cache: Pick<Cache, 'invalidate'>,
  {
    stationId,
    timeZone,
    spans,
  }: {
    readonly stationId: string
    readonly timeZone: string
    readonly spans: readonly Span[]
  },
): Promise<void> {
  const dates = new Set(spans.flatMap((span) => datesAround(span, timeZone)))
  const tags =
    dates.size > mostDays
      ? [stationTag(stationId)]
      : [...dates].map((date) => dayTag(stationId, date))
  await cache.invalidate(untyped(tx), tags)
}

/** Where a booking that ends lets go of its station's time. */
export function timeLetGo(booking: {
  readonly stationId: string
  readonly timeZone: string
  readonly startsAt: Date
  readonly endsAt: Date
}) {
  const { stationId, timeZone, startsAt, endsAt } = booking
  return { stationId, timeZone, spans: [{ fromMs: startsAt.getTime(), toMs: endsAt.getTime() }] }
}

/** Has all free times of a station looked at anew: its rules or what it has were changed. */
export function allSlotsChanged(
  tx: BookingsTransaction,
  cache: Pick<Cache, 'invalidate'>,
  stationId: string,
): Promise<void> {
  return cache.invalidate(untyped(tx), [stationTag(stationId)])
}

/** For where nothing is kept: each value is made for whoever asks. */
export const noCache: Cache = {
  async get(_, { load }) {
    return JSON.parse(JSON.stringify((await load()) ?? null))
  },
  invalidate: async () => undefined,
}

// A vacation of a month touches every day; naming them costs more than naming the station.
const mostDays = 14

// An evening reaches into the next morning, and its setup and way into the day before.
function datesAround({ fromMs, toMs }: Span, timeZone: string): readonly string[] {
  const first = addDays(localTimeAt(fromMs, timeZone).date, -1)
  const last = addDays(localTimeAt(toMs, timeZone).date, 1)
  const days = daysBetween(first, last)
  return Array.from({ length: days + 1 }, (_, index) => addDays(first, index))
}

function stationTag(stationId: string): string {
  return `slots:${stationId}`
}

function dayTag(stationId: string, date: string): string {
  return `slots:${stationId}:${date}`
}

function untyped(tx: BookingsTransaction): Transaction<unknown> {
  // The same object: only what its queries are checked against is forgotten.
  return tx as unknown as Transaction<unknown>
}
