import type { Clock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'
import type { Database } from '@holdfast/kernel/postgres'
import type { Auth } from '../../auth/auth.ts'
import { createNotedUses } from '../../identify/noted-uses.ts'
import type { IdentityTables } from '../../tables.ts'
import { findSession, noteSessionUsed } from './session-store.ts'

/** Who asks, as far as their session says. */
export interface FoundSession {
  readonly sessionId: string
  readonly personId: string
  /** The organisation that they chose to act for; whether they still belong to it is not known. */
  readonly activeOrganisationId?: string | undefined
  /** Whether the person signs in with a second factor: then this session had one. */
  readonly secondFactor: boolean
}

export interface Sessions {
  /**
   * The session of a `Cookie` header; undefined when there is none, or it has ended. A cookie that
   * we did not sign costs one signature and no query, whatever it says; a signed one one query.
   */
  find(cookieHeader: string | null | undefined): Promise<FoundSession | undefined>
  /** Resolves when every last use has been noted. */
  settled(): Promise<void>
}

export interface SessionsOptions {
  readonly auth: Pick<Auth, 'readSession'>
  readonly database: Database<unknown>
  readonly clock: Clock
  readonly log: Log
}

/** Finds the sessions of requests, and notes behind them when each was used last. */
export function createSessions({ auth, clock, log, ...options }: SessionsOptions): Sessions {
  const database = options.database.withTypes<IdentityTables>()
  const uses = createNotedUses({ clock, log })
  return {
    async find(cookieHeader) {
      const token = auth.readSession(cookieHeader)
      if (token === undefined) return undefined
      const session = await findSession(database.kysely, { token, now: clock.now() })
      if (!session) return undefined
      const { id: sessionId, personId, activeOrganisationId, secondFactor, lastUsedAt } = session
      uses.note({
        id: sessionId,
        lastAt: lastUsedAt,
        write: (usedAt) => noteSessionUsed(database.kysely, sessionId, usedAt),
      })
      return { sessionId, personId, activeOrganisationId, secondFactor }
    },
    settled: () => uses.settled(),
  }
}
