import { createIdentification, createSessions, type Auth } from '@holdfast/identity'
import { clientAddress } from '@holdfast/kernel/edge'
import type { HttpBindings } from '@hono/node-server'
import { systemClock } from '@holdfast/kernel/clock'
import { createApi, type Api } from '@holdfast/kernel/http'
import type { Idempotency } from '@holdfast/kernel/idempotency'
import { newId } from '@holdfast/kernel/ids'
import type { JobQueue } from '@holdfast/kernel/jobs'
import type { Log } from '@holdfast/kernel/log'
import type { Module } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import { createAuthenticate } from './authenticate.ts'
import { demonstrationId, inReadingOrder } from './business.ts'
import type { Keys } from './keys.ts'
import type { Limits } from './limits.ts'
import { version } from './version.ts'

export interface ApiParts {
  readonly modules: readonly Module[]
  readonly database: Database<unknown>
  readonly idempotency: Idempotency
  readonly queue: JobQueue
  readonly keys: Keys
  readonly auth: Auth
  readonly publicUrl: string
  readonly limits: Limits
  readonly log: Log
  readonly production: boolean
  /** Who asks; made of the other parts unless given. */
  readonly authenticate?: Authenticate
}

/** Says who sends a request. */
export type Authenticate = ReturnType<typeof createAuthenticate>

/** The HTTP API of all modules. */
export function composeApi(parts: ApiParts): Api {
  const { modules, database, idempotency, queue, auth, limits, log, production } = parts
  const clock = systemClock
  return createApi({
    title: 'Holdfast',
    version,
    modules: inReadingOrder(modules),
    database,
    idempotency,
    jobs: queue,
    limits,
    authenticate: parts.authenticate ?? composeAuthenticate(parts),
    sessionCookie: auth.sessionCookie,
    log,
    ids: newId,
    clock,
    checkAnswers: production ? 'sample' : 'refuse',
    // `@hono/node-server` passes Node's own request along; the edge knows who sent it.
    clientAddress: (env) => clientAddress((env as HttpBindings).incoming),
  })
}

/** The one way to be known, whatever the request comes by. */
export function composeAuthenticate({
  keys,
  auth,
  publicUrl,
  database,
  log,
}: Pick<ApiParts, 'keys' | 'auth' | 'publicUrl' | 'database' | 'log'>): Authenticate {
  const clock = systemClock
  const sessions = createSessions({ auth, database, clock, log })
  const organisationId = demonstrationId
  const identification = createIdentification({
    database,
    sessions,
    publicUrl,
    guestOf: organisationId,
    clock,
    log,
  })
  return createAuthenticate({ identification, organisationId, vault: keys.vault, clock })
}
