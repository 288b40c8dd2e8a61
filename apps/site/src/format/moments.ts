/** `Saturday, November 22, 2026` for a day without a zone. */
export function formatDay(date: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${date}T12:00:00Z`),
  )
}

/** `November 2026`. */
export function formatMonth(month: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T12:00:00Z`))
}

/** A wall time such as `18:30` as the reader writes it. */
export function formatWallTime(time: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(`2026-01-01T${time}:00Z`),
  )
}

/** The time of day at an instant, on the clocks of a zone. */
export function formatTimeIn(instant: string, timeZone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(instant))
}

/** Day and time at an instant, on the clocks of a zone. */
export function formatMoment(instant: string, timeZone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(instant))
}

/** Until when something is held: `Sunday, November 22 at 1:30 PM EST`, always with its zone. */
export function formatDeadline(instant: string, timeZone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(instant))
}

/** The last whole day before an instant, on the clocks of a zone: `Tuesday, December 1, 2026`. */
export function formatLastDay(endsAt: string, timeZone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(
    new Date(Date.parse(endsAt) - 1),
  )
}

/** The name of a zone at an instant: `Pacific Standard Time`. */
export function zoneName(timeZone: string, instant: string, locale?: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(
    new Date(instant),
  )
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone
}

/** Whether the clocks of two zones show the same at an instant. */
export function sameClock(one: string, other: string, instant: string): boolean {
  return formatMoment(instant, one, 'en') === formatMoment(instant, other, 'en')
}

export function readersZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** The names of the weekdays, starting with `weekStart` (0 is Sunday). */
export function weekdayNames(weekStart: number, style: 'short' | 'long', locale?: string) {
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' })
  // The 4th of January 2026 is a Sunday.
  return Array.from({ length: 7 }, (_, index) =>
    format.format(new Date(Date.UTC(2026, 0, 4 + ((weekStart + index) % 7), 12))),
  )
}
