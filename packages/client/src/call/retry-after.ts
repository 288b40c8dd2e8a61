// What is longer means never; a number of this size still is a time.
const longestMs = 1e12

/**
 * How long the server asks to wait, in milliseconds: `Retry-After` as seconds or as an HTTP
 * date, read by the server's own clock where it says the time. Undefined when it says nothing
 * that can be understood.
 */
export function readRetryAfter(headers: Headers, now: Date): number | undefined {
  const header = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(header)) return Math.min(Math.ceil(Number(header) * 1000), longestMs)
  const untilMs = readHttpDate(header)
  if (untilMs === undefined) return undefined
  return Math.max(0, untilMs - (readHttpDate(headers.get('date') ?? '') ?? now.getTime()))
}

// `Sun, 06 Nov 1994 08:49:37 GMT`, and the two older forms that RFC 9110 still asks to read;
// the last of them, asctime, names no zone and means GMT.
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/

function readHttpDate(text: string): number | undefined {
  if (!httpDate.test(text)) return undefined
  const timeMs = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(timeMs) ? undefined : timeMs
}
