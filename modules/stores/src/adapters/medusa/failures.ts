import type { DriverFailure } from '../../driver/driver-error.ts'

type Classified = Pick<DriverFailure, 'class' | 'code'>

/** In this order: the first whose words are in the output is what happened. */
const known: readonly (Classified & { readonly words: RegExp })[] = [
  { class: 'transient', code: 'diskFull', words: /ENOSPC|no space left on device/i },
  { class: 'transient', code: 'outOfMemory', words: /heap out of memory|ENOMEM/i },
  { class: 'conflict', code: 'portTaken', words: /EADDRINUSE/ },
  {
    class: 'transient',
    code: 'tooManyConnections',
    words: /too many (clients|connections)|remaining connection slots/i,
  },
  {
    class: 'transient',
    code: 'databaseAway',
    words:
      /ECONNREFUSED|ECONNRESET|ETIMEDOUT|Connection terminated|the database system is (starting up|shutting down)|terminating connection/i,
  },
  // Somebody else is at it: the loser of two migrations finds what the other has made.
  {
    class: 'transient',
    code: 'migratedTwiceAtOnce',
    words: /deadlock detected|could not serialize|tuple concurrently updated/i,
  },
  {
    class: 'permanent',
    code: 'databaseRefused',
    words: /password authentication failed|permission denied|database "[^"]*" does not exist/i,
  },
  {
    class: 'permanent',
    code: 'installationDamaged',
    words: /ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND|Cannot find (module|package)/,
  },
  { class: 'permanent', code: 'signInRefused', words: /Invalid email or password/i },
]

/** What the end of a Medusa that failed tells about whether trying again makes sense. */
export function classifyFailure(output: string): Classified {
  const found = known.find(({ words }) => words.test(output))
  return found ? { class: found.class, code: found.code } : unknown
}

/** It may have been the machine: a few more attempts cost little, and are bounded. */
const unknown: Classified = { class: 'transient', code: 'medusaFailed' }
