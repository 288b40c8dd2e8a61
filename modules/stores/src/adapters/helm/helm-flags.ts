import { DriverError } from '../../driver/driver-error.ts'

/** How a version of helm is told what all of them do. */
export interface HelmMajor {
  readonly major: 3 | 4
  readonly upgrade: { readonly name: 'upgrade'; readonly flags: readonly string[] }
}

const waits = ['--wait', '--timeout', '600s', '--history-max', '5']

/** Reads what `helm version` has printed. Throws for a helm that we have never met. */
export function lookAlike(printed: string): HelmMajor {
  const major = /^v?(\d+)\./.exec(printed.trim())?.[1]
  if (major === '4') return upgradeWith(4, '--rollback-on-failure')
  if (major === '3') return upgradeWith(3, '--atomic')
  throw new DriverError('The program that makes shops has a version that is not known.', {
    class: 'permanent',
    code: 'unknownHelm',
    output: printed.slice(0, 200),
  })
}

function upgradeWith(major: 3 | 4, rollsBack: string): HelmMajor {
  return { major, upgrade: { name: 'upgrade', flags: [rollsBack, ...waits] } }
}
