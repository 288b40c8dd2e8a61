import { DriverError } from '../../driver/driver-error.ts'

export type HelmMajor = 3 | 4

/** Reads what `helm version` has printed. Throws for a helm that we have never met. */
export function majorOf(printed: string): HelmMajor {
  const major = /^v?(\d+)\./.exec(printed.trim())?.[1]
  if (major === '4') return 4
  if (major === '3') return 3
  throw new DriverError('The program that makes shops has a version that is not known.', {
    class: 'permanent',
    code: 'unknownHelm',
    output: printed.slice(0, 200),
  })
}

/** How each is told to take back what fails. */
export const rollsBack = { 3: '--atomic', 4: '--rollback-on-failure' } as const
