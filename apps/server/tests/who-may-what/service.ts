import { mkdtemp, rm } from 'node:fs/promises'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createAuth, type Auth } from '@holdfast/identity'
import { systemClock } from '@holdfast/kernel/clock'
import type { Route, RouteInput } from '@holdfast/kernel/contract'
import { createVault } from '@holdfast/kernel/crypto'
import { createIdempotency } from '@holdfast/kernel/idempotency'
import { newId } from '@holdfast/kernel/ids'
import { createLog } from '@holdfast/kernel/log'
import { createLocalMailbox, type Mailbox } from '@holdfast/kernel/mail'
import { createMetrics } from '@holdfast/kernel/metrics'
import {
  Answered,
  createContext,
  type Actor,
  type BoundRoute,
  type ContextOptions,
  type Module,
} from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll } from 'vitest'
import { composeApi } from '../../src/api.ts'
import { createModules, migrationsOf } from '../../src/business.ts'
import { describedModules } from '../../src/described-modules.ts'
import { openQueue } from '../../src/jobs.ts'
import { createLimits } from '../../src/limits.ts'
import { liveModule } from '../../src/live.ts'
import { openTill } from '../../src/payments.ts'
import { operationOf } from './operation.ts'
import { paperShop } from './paper-shop.ts'
import { paperStudio } from './paper-studio.ts'
import type { Sending } from './sending.ts'

export const publicUrl = 'http://localhost'

const clock = systemClock
const log = createLog({ level: 'silent', service: 'test', version: '0', role: 'test' })
const vault = createVault({ current: { id: 'test', key: Buffer.alloc(32, 7) }, previous: [] })

/** The modules of the service and its API in this process, on a database of its own. */
export interface Service {
  readonly modules: readonly Module[]
  readonly database: Database<unknown>
  readonly auth: Auth
  /** What the owner of the demonstration's business may look into. */
  readonly mailbox: Mailbox
  /** The service's own API of these modules, on the database of this one. */
  serve(modules: readonly Module[]): (request: Request) => Promise<Response>
  /** Runs the verb of a route for an actor. */
  run(operation: string, actor: Actor, given?: Given): Promise<unknown>
  runVerb(bound: BoundRoute, calling: Calling, given: Given): Promise<unknown>
}

/** Who calls a verb, and the transaction to join. */
type Calling = Pick<ContextOptions, 'actor' | 'tx'>

/** The parts of a request. */
export interface Given {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly sending?: Sending | undefined
}

export async function givenService(): Promise<Service> {
  const { database, appUrl } = await testDatabase({ migrations: migrationsOf(describedModules()) })
  const common = { vault, publicUrl, businessName: 'Ember & Oak' }
  const auth = createAuth({ ...common, connectionString: appUrl, log })
  afterAll(() => auth.close())
  const keys = { vault }
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-mailbox-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const mailbox = createLocalMailbox(folder)
  const post = { address: 'hello@ember.example', mailer: { send: async () => undefined }, mailbox }
  const till = openTill({
    env: {
      NODE_ENV: 'test',
      SECOND_PERSON_ABOVE: 50_000,
      MAIL_FROM: { name: 'Ember & Oak', address: 'hello@example.com' },
    },
    database,
    vault,
    clock,
    log,
    publicUrl,
  })
  const streams = { open: () => Promise.reject(new Error('Nothing is streamed from here.')) }
  const stores = { database, streams, engines: [paperShop], usualQuota: 100_000 }
  const settings = { publicUrl, advisoryLock: true }
  const studio = await paperStudio({ database, vault, publicUrl, folder })
  const businesses = createModules({ ...settings, keys, post, auth, till, stores, studio })
  const modules = [...businesses, liveModule()]
  const env = { RATE_LIMIT_FACTOR: 10_000, HOLDFAST_REPLICAS: 1 }
  const limits = createLimits({ env, redis: undefined, clock, log, metrics: createMetrics() })
  const idempotency = createIdempotency({ database, vault, clock })
  const storage = { connectionString: appUrl }
  const queue = await openQueue({ modules, storage, log, works: false })
  afterAll(() => queue.close())
  const parts = {
    database,
    idempotency,
    queue,
    keys,
    auth,
    publicUrl,
    limits,
    log,
    production: false,
  }
  const serve = (served: readonly Module[]) => {
    const { app } = composeApi({ ...parts, modules: served })
    return async (request: Request) => app.fetch(request, { incoming: somebody() })
  }
  return {
    modules,
    database,
    auth,
    mailbox,
    serve,
    runVerb,
    async run(operation, actor, given = {}) {
      const bound = modules
        .flatMap(({ routes }) => routes)
        .find(({ route }) => operationOf(route) === operation)
      if (!bound) throw new Error(`no route is ${operation}`)
      return runVerb(bound, { actor }, given)
    },
  }

  async function runVerb(bound: BoundRoute, caller: Calling, given: Given): Promise<unknown> {
    const ctx = createContext({
      ...caller,
      database,
      correlationId: newId(),
      log,
      ids: newId,
      clock,
      jobs: queue,
    })
    const result = await bound.run(ctx, inputOf(bound.route, given))
    return result instanceof Answered ? result.body : result
  }
}

/** What Node says of a connection, which the edge is not there to look at. */
function somebody(): IncomingMessage {
  return new IncomingMessage(new Socket())
}

/** What a verb receives for these parts of a request. */
export function inputOf({ request = {} }: Route, given: Given): RouteInput<Route> {
  const { headers = {}, bytes = new Uint8Array() } = given.sending ?? {}
  return {
    params: request.params?.parse(given.params),
    query: request.query?.parse(given.query ?? {}),
    body: request.body?.parse(given.body),
    headers: request.headers?.parse(headers),
    stream: Readable.from([bytes], { objectMode: false }),
    contentType: headers['content-type'],
    contentLength: bytes.length,
    signal: new AbortController().signal,
  } as RouteInput<Route> // each part was made by the route's own schema
}
