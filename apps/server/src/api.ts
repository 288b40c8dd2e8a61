import { clientAddress } from '@holdfast/kernel/edge'
import type { HttpBindings } from '@hono/node-server'
import { systemClock } from '@holdfast/kernel/clock'
import { createApi, type Api } from '@holdfast/kernel/http'
import type { Idempotency } from '@holdfast/kernel/idempotency'
import { newId } from '@holdfast/kernel/ids'
import type { Log } from '@holdfast/kernel/log'
import type { Module } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import { createAuthenticate } from './authenticate.ts'
import { demonstrationId } from './business.ts'
import type { Keys } from './keys.ts'
import type { Limits } from './limits.ts'
import { version } from './version.ts'

export interface ApiParts {
  readonly modules: readonly Module[]
  readonly database: Database<unknown>
  readonly idempotency: Idempotency
  readonly keys: Keys
  readonly limits: Limits
  readonly log: Log
  readonly production: boolean
}

/** The HTTP API of all modules. */
export function composeApi(parts: ApiParts): Api {
  const { modules, database, idempotency, keys, limits, log, production } = parts
  const clock = systemClock
  return createApi({
    title: 'Holdfast',
    version,
    modules,
    database,
    idempotency,
    limits,
    authenticate: createAuthenticate({ ...keys, organisationId: demonstrationId, clock }),
    log,
    ids: newId,
    clock,
    checkAnswers: production ? 'sample' : 'refuse',
    // `@hono/node-server` passes Node's own request along; the edge knows who sent it.
    clientAddress: (env) => clientAddress((env as HttpBindings).incoming),
  })
}
