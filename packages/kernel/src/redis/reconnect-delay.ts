const baseMs = 50
const capMs = 2_000

/** How long to wait before the next attempt: exponential and capped, at least half of it random. */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  const fullMs = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 16))
  return Math.ceil(fullMs / 2 + (random() * fullMs) / 2)
}
