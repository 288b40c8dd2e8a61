import { readFileSync } from 'node:fs'

// The kernel counts in hundredths of a second.
const tickMs = 10

/**
 * What this process and all that have ended below it have used, in milliseconds; NaN where the system
 * does not say. It hardly depends on what else the machine does.
 */
export function usedProcessorMs(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * tickMs
  } catch {
    return Number.NaN
  }
}
