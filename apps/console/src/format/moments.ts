/** The reader's own zone, `Europe/Vienna`. */
export function readersZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** `Sat, Dec 5` this year, `Sat, Dec 5, 2026` in another, for a day without a zone. */
export function formatDay(date: string, now: Date, locale?: string): string {
  const isThisYear = date.startsWith(String(now.getFullYear()))
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${date}T12:00:00Z`))
}

/** `Saturday, December 5, 2026` for a day without a zone. */
export function formatLongDay(date: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${date}T12:00:00Z`),
  )
}

/** `6:00 PM` on the clocks of a zone. */
export function formatTimeIn(instant: string, timeZone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(instant))
}

/** `6:00 PM EST` on the clocks of a zone, which is named. */
export function formatZonedTime(instant: string, timeZone: string, locale?: string): string {
  const style = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone } as const
  return new Intl.DateTimeFormat(locale, style).format(new Date(instant))
}

/** `Dec 5, 2026, 6:00 PM EST` on the reader's clocks, unless a zone is named. */
export function formatMoment(instant: string, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(instant))
}

/** `Pacific Standard Time`, as the zone is called at that moment. */
export function zoneName(timeZone: string, instant: string, locale?: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' })
  const part = format.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName')
  return part?.value ?? timeZone
}

/** Whether the clocks of two zones show the same at that moment. */
export function sameClock(one: string, other: string, instant: string): boolean {
  const shown = [one, other].map((timeZone) =>
    new Date(instant).toLocaleString('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
  )
  return shown[0] === shown[1]
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const longUnits = [
  ['year', 365],
  ['month', 30],
  ['week', 7],
  ['day', 1],
] as const

/**
 * `3 hours ago`, `in 2 days`, `now` within a minute. From a day on the days of the calendar count,
 * the reader's unless a zone is named: on Sunday night, Wednesday evening is in 3 days, also where
 * it is Thursday already.
 */
export function formatDistance(
  instant: string,
  now: Date,
  { locale, timeZone }: { readonly locale?: string; readonly timeZone?: string } = {},
): string {
  const then = new Date(instant)
  const ms = then.getTime() - now.getTime()
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (Math.abs(ms) < minuteMs) return format.format(0, 'second')
  if (Math.abs(ms) < hourMs) return format.format(Math.round(ms / minuteMs), 'minute')
  if (Math.abs(ms) < dayMs) return format.format(Math.round(ms / hourMs), 'hour')
  const days = calendarDays(then, timeZone) - calendarDays(now, timeZone)
  const [unit, length] = longUnits.find(([, least]) => Math.abs(days) >= least) ?? ['day', 1]
  return format.format(Math.round(days / length), unit)
}

function calendarDays(moment: Date, timeZone: string | undefined): number {
  // Sweden writes 2026-12-05, which is read as a day of UTC.
  return Date.parse(moment.toLocaleDateString('sv', { timeZone })) / dayMs
}

/** `2026-12-05`, the day that the reader's calendar shows at that moment. */
export function localDateOf(moment: Date): string {
  const [month, day] = [moment.getMonth() + 1, moment.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  )
  return `${moment.getFullYear()}-${month}-${day}`
}

/** The day so many days later. */
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T12:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}
