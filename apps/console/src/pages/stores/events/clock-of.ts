/** `Nov 22, 4:12:05 PM` on the reader's clocks: several things happen in a minute. */
export function clockOf(at: string, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
  }).format(new Date(at))
}
