const httpDate = /^[A-Za-z]{3,9},? .+ GMT$/

/**
 * How long an answer asks to be left alone: whole seconds, or a date, which is compared with the
 * answer's own `Date` where there is one, since the two clocks may differ. Undefined when it says
 * nothing, or nothing that can be read.
 */
export function readRetryAfter(headers: Headers, now: Date): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (text === undefined) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text) * 1000
  const atMs = readHttpDate(text)
  if (atMs === undefined) return undefined
  const saidAtMs = readHttpDate(headers.get('date')?.trim() ?? '') ?? now.getTime()
  return Math.max(0, atMs - saidAtMs)
}

function readHttpDate(text: string): number | undefined {
  const atMs = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? undefined : atMs
}
