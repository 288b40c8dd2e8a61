import type { Clock } from '@holdfast/kernel/clock'
import { hashToken } from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Actor } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import type { Sessions } from '../account/sessions/sessions.ts'
import { findWorkingKey, noteKeyUsed } from '../api-keys/api-key-store.ts'
import { apiKeyPrefix } from '../api-keys/api-key-token.ts'
import { noteMemberSeen } from '../members/member-store.ts'
import { activeMembership, listMemberships } from '../members/memberships.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import { rightsOfKey, rightsOfMember } from '../roles/rights.ts'
import type { IdentityTables } from '../tables.ts'
import { keyActorId } from './key-actor.ts'
import { createNotedUses } from './noted-uses.ts'
import { isFromOurPages, type BrowserRequest } from './same-origin.ts'

export interface IdentificationOptions {
  readonly database: Database<unknown>
  readonly sessions: Sessions
  /** Where the service is: requests that change something come from its pages alone. */
  readonly publicUrl: string
  /** The business that somebody is a guest of who belongs to none. */
  readonly guestOf: string
  readonly clock: Clock
  readonly log: Log
}

/** Tells who asks, with the rights that they have at this moment. */
export interface Identification {
  /** The machine with this API key; undefined when the key opens nothing, or nothing any more. */
  machineOf(token: string): Promise<Actor | undefined>
  /**
   * The person whose session came with the request; undefined without one. Somebody who belongs
   * to no organisation may do nothing but what concerns themselves. Throws `identity.crossSite`
   * for a change that did not come from a page of ours.
   */
  personOf(request: BrowserRequest): Promise<Actor | undefined>
  /** Resolves when every last use has been noted. */
  settled(): Promise<void>
}

/** Asks the database each time: who was removed or lowered has lost it with their next request. */
export function createIdentification(options: IdentificationOptions): Identification {
  const { sessions, publicUrl, guestOf, clock, log } = options
  const { kysely: db } = options.database.withTypes<IdentityTables>()
  const uses = createNotedUses({ clock, log })
  return {
    async machineOf(token) {
      if (!token.startsWith(apiKeyPrefix)) return undefined
      const found = await findWorkingKey(db, { tokenHash: hashToken(token), at: clock.now() })
      if (!found) return undefined
      const { id, organisationId, lastUsedAt: lastAt } = found.key
      uses.note({ id, lastAt, write: (at) => noteKeyUsed(db, id, at) })
      const rights = rightsOfKey(found.key, found.creator)
      return { id: keyActorId(id), kind: 'machine', organisationId, ...rights }
    },
    async personOf(request) {
      const session = await sessions.find(request.headers.get('cookie'))
      if (!session) return undefined
      if (!isFromOurPages(request, publicUrl)) throw problems.crossSite()
      const { personId: id, activeOrganisationId } = session
      const active = activeMembership(await listMemberships(db, id), activeOrganisationId)
      const person = { id, kind: 'person' } as const
      if (!active) return { ...person, organisationId: guestOf, actions: new Set() }
      const { memberId, organisationId, lastSeenAt: lastAt } = active
      uses.note({ id: memberId, lastAt, write: (at) => noteMemberSeen(db, memberId, at) })
      return { ...person, organisationId, ...rightsOfMember(active) }
    },
    async settled() {
      await Promise.all([uses.settled(), sessions.settled()])
    },
  }
}
