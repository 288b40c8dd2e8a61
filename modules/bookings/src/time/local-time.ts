import { Temporal } from 'temporal-polyfill'

/** What a wall time of one zone means: one instant, two, or none. */
export type LocalTime =
  | { readonly kind: 'exact'; readonly atMs: number }
  /** The clocks went back: the wall time happened twice and this is the earlier one. */
  | { readonly kind: 'repeated'; readonly atMs: number }
  /** The clocks went forward over it: no such time on that day. */
  | { readonly kind: 'missing' }

const minuteMs = 60_000
const dayMinutes = 1_440

/** The meaning of `date` (`2026-11-22`) and `minutes` after its 00:00 on the clocks of a zone. */
export function resolveLocalTime(date: string, minutes: number, timeZone: string): LocalTime {
  const asked = Temporal.PlainDate.from(date).toPlainDateTime(wallTimeOf(minutes))
  const earlier = asked.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  if (!earlier.toPlainDateTime().equals(asked)) return { kind: 'missing' }
  const later = asked.toZonedDateTime(timeZone, { disambiguation: 'later' })
  const atMs = earlier.epochMilliseconds
  return { kind: atMs === later.epochMilliseconds ? 'exact' : 'repeated', atMs }
}

/**
 * `resolveLocalTime` for many times of one day. Looks the zone up twice for the whole day,
 * and for each time only on a day that is not 24 hours long.
 */
export function dayClock(date: string, timeZone: string): (minutes: number) => LocalTime {
  const startMs = startOfDayMs(date, timeZone)
  const isPlain = startOfDayMs(addDays(date, 1), timeZone) - startMs === dayMinutes * minuteMs
  return isPlain
    ? (minutes) => ({ kind: 'exact', atMs: startMs + minutes * minuteMs })
    : (minutes) => resolveLocalTime(date, minutes, timeZone)
}

/**
 * The instant of a wall time that somebody means as a bound: of two the `earlier` or `later` one,
 * and where the clocks skip it the moment that far before or after.
 */
export function boundAt(
  { date, time }: { readonly date: string; readonly time: string },
  timeZone: string,
  disambiguation: 'earlier' | 'later',
): Date {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(time)
  return new Date(local.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds)
}

/** The first instant of a calendar day; 01:00 where the clocks skip midnight. */
export function startOfDayMs(date: string, timeZone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
}

/** The date and wall time that the clocks of a zone show at an instant. */
export function localTimeAt(
  atMs: number,
  timeZone: string,
): { readonly date: string; readonly time: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone)
  return {
    date: local.toPlainDate().toString(),
    time: wallTimeOf(local.hour * 60 + local.minute),
  }
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMinutes * minuteMs).toISOString().slice(0, 10)
}

/** How many calendar days lie between two dates. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / (dayMinutes * minuteMs)
}

/** Every date of a month written as `2026-12`. */
export function datesOfMonth(month: string): readonly string[] {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month)
  return Array.from(
    { length: daysInMonth },
    (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`,
  )
}

/** `18:30` as minutes after midnight. */
export function minutesOf(wallTime: string): number {
  const [hours = 0, minutes = 0] = wallTime.split(':').map(Number)
  return hours * 60 + minutes
}

/** Minutes after midnight as `18:30`. */
export function wallTimeOf(minutes: number): string {
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0')
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`
}

/** True for a name of the IANA time zone database; bare offsets such as `+05:00` are not names. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    // Refusing is how the library says that it does not know the name.
    return false
  }
}
