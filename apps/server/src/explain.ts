import { EnvError } from '@holdfast/kernel/env'
import { LockedDataFolder, MigrationError } from '@holdfast/kernel/postgres'
import { UnusableSettings } from '@holdfast/payments'
import { UnusableDataFolder } from './data-folder.ts'
import { PortInUse } from './port.ts'

/** These are somebody's to mend, and their message says how. */
const expected = [
  EnvError,
  LockedDataFolder,
  MigrationError,
  PortInUse,
  UnusableDataFolder,
  UnusableSettings,
]

const sideBySide = '(HOLDFAST_DATA_DIR=.other PORT=3001 npm start).'

/** The text for the person at the terminal: what to do, or, for a defect, where it is. */
export function explain(error: unknown, whenLocked = sideBySide): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof LockedDataFolder) return `${error.message} ${whenLocked}`
  return expected.some((kind) => error instanceof kind)
    ? error.message
    : (error.stack ?? error.message)
}
