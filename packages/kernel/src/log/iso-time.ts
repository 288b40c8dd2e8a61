let lastMs = -1
let lastText = ''

/** `2026-05-01T12:00:00.000Z`; computed once per millisecond, since many lines share one. */
export function isoTime(timeMs: number): string {
  if (timeMs !== lastMs) {
    lastMs = timeMs
    lastText = new Date(timeMs).toISOString()
  }
  return lastText
}
