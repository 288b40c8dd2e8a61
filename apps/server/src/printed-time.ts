const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** A time for the person at the terminal: `23 November 2026, 14:05 UTC`. */
export function printedTime(at: Date): string {
  return `${day.format(at)}, ${time.format(at)} UTC`
}
