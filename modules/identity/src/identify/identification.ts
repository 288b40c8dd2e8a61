import type { Clock } from '@holdfast/kernel/clock'
import { hashToken } from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Actor } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import { findWorkingKey, noteKeyUsed } from '../api-keys/api-key-store.ts'
import { apiKeyPrefix } from '../api-keys/api-key-token.ts'
import { rightsOfKey } from '../roles/rights.ts'
import type { IdentityTables } from '../tables.ts'
import { createNotedUses } from './noted-uses.ts'

export interface IdentificationOptions {
  readonly database: Database<unknown>
  readonly clock: Clock
  readonly log: Log
}

/** Tells who asks, with the rights that they have at this moment. */
export interface Identification {
  /** The machine with this API key; undefined when the key opens nothing, or nothing any more. */
  machineOf(token: string): Promise<Actor | undefined>
  /** Resolves when every last use has been noted. */
  settled(): Promise<void>
}

/** Asks the database each time: who was removed or lowered has lost it with their next request. */
export function createIdentification(options: IdentificationOptions): Identification {
  const { clock, log } = options
  const database = options.database.withTypes<IdentityTables>()
  const uses = createNotedUses({ clock, log })
  return {
    async machineOf(token) {
      if (!token.startsWith(apiKeyPrefix)) return undefined
      const at = clock.now()
      const found = await findWorkingKey(database.kysely, { tokenHash: hashToken(token), at })
      if (!found) return undefined
      const { id, organisationId, lastUsedAt } = found.key
      uses.note({
        id,
        lastAt: lastUsedAt,
        write: (usedAt) => noteKeyUsed(database.kysely, id, usedAt),
      })
      const rights = rightsOfKey(found.key, found.creator)
      return { id: `key:${id}`, kind: 'machine', organisationId, ...rights }
    },
    settled: () => uses.settled(),
  }
}
