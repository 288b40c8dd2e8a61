export interface PollLimits {
  readonly minPollIntervalMs: number
  readonly maxPollIntervalMs: number
}

/** Of the usual limits it makes 5, 7, 11, 16, 24 and 30 seconds. */
const growth = 1.48

/**
 * How long to wait for the next look when the last `idleLooks` found nothing to do: longer each
 * time, in whole seconds where it is seconds.
 */
export function pollIntervalMs(
  idleLooks: number,
  { minPollIntervalMs, maxPollIntervalMs }: PollLimits,
): number {
  const grown = Math.min(minPollIntervalMs * growth ** idleLooks, maxPollIntervalMs)
  return grown < 1000 ? Math.round(grown) : Math.round(grown / 1000) * 1000
}
