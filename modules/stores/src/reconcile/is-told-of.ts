/** The 1st, 2nd, 4th, 8th …: it is tried for long, and nobody reads the same line for ever. */
export function isToldOf(attempts: number): boolean {
  return Number.isInteger(Math.log2(attempts))
}
