import { genuine, refused, type Verdict } from '../scheme.ts'

/** How far the sender's clock may be from ours, and how long a request may be on its way. */
export const defaultToleranceMs = 5 * 60_000

/** Judges the signed time of a request, in whole seconds since 1970. */
export function judgeTime(seconds: string, now: Date, toleranceMs: number): Verdict {
  const ageMs = now.getTime() - Number(seconds) * 1000
  if (ageMs > toleranceMs) return refused('too old')
  return ageMs < -toleranceMs ? refused('from the future') : genuine
}

export function isTimestamp(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,12}$/.test(text)
}
