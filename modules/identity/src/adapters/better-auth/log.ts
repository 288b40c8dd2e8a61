import type { Log } from '@holdfast/kernel/log'
import { databaseError } from '@holdfast/kernel/postgres'

/**
 * Brings better-auth's errors to the kernel's log. Its warnings, one for each refused sign-in,
 * stay away. An error's own text is left out: a database's names the row, which is a person.
 */
export function logOf(log: Pick<Log, 'error'>) {
  return {
    level: 'error',
    disableColors: true,
    log(_level: string, message: string, ...details: readonly unknown[]) {
      const error = details.find((detail) => detail instanceof Error)
      const facts = { said: message, error: error?.name, sqlState: databaseError(error)?.code }
      log.error(facts, 'better-auth reported an error')
    },
  } as const
}
