/** Of every mix, whatever its clips have. */
export const framesPerSecond = 30

/** The number of whole frames that lasts about so long. */
export function framesOf(milliseconds: number): number {
  return Math.round((milliseconds * framesPerSecond) / 1000)
}

/** Whole milliseconds; `framesOf` gives the frames back. */
export function millisecondsOf(frames: number): number {
  return Math.round((frames * 1000) / framesPerSecond)
}
