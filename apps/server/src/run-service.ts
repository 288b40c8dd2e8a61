import { demonstrationName as businessName } from '@holdfast/bookings'
import { createAuth, type Auth } from '@holdfast/identity'
import { systemClock } from '@holdfast/kernel/clock'
import { createHealth, type Health } from '@holdfast/kernel/health'
import { createIdempotency } from '@holdfast/kernel/idempotency'
import type { OpenJobs } from '@holdfast/kernel/jobs'
import { createLifecycle, standardPhases } from '@holdfast/kernel/lifecycle'
import type { Log } from '@holdfast/kernel/log'
import { createMetrics, type Metrics } from '@holdfast/kernel/metrics'
import type { Module } from '@holdfast/kernel/module'
import { createListener, type Listener } from '@holdfast/kernel/postgres'
import type { LiveEventStream, ObjectStreams } from '@holdfast/kernel/realtime'
import { startTracing, type Tracing } from '@holdfast/kernel/tracing'
import { composeApi, composeAuthenticate } from './api.ts'
import { renderBanner } from './banner.ts'
import { createModules, found, migrationsOf, seed } from './business.ts'
import { describedModules } from './described-modules.ts'
import { prepareDataFolder } from './data-folder.ts'
import type { Environment } from './env.ts'
import { openFileStore, type FileStore } from './file-store.ts'
import { createFront } from './front.ts'
import { openQueue, watchQueue } from './jobs.ts'
import { loadKeys, type Keys } from './keys.ts'
import { createLimits, type Limits } from './limits.ts'
import { liveModule, openLive, openObjectStreams, openSockets } from './live.ts'
import { openPost, type Post } from './mail.ts'
import { firstOwnerLink, warnWithoutOwner } from './owner-link.ts'
import { openTill, type Till } from './payments.ts'
import { findPort, listen } from './port.ts'
import { redisCheck } from './redis-check.ts'
import { orchestrateShops } from './orchestrate-shops.ts'
import { openShops, type Shops } from './shops.ts'
import { assertDataFolderFree, openStorage, type Storage } from './storage.ts'
import { openStudio, type Studio } from './studio.ts'
import { version } from './version.ts'
import { createWorkers } from './workers.ts'

export interface RunOptions {
  readonly env: Environment
  readonly log: Log
  /** Ends the process: `process.exit`. */
  readonly exit: (code: number) => void
  /** Receives the text for the person who started it. */
  readonly print: (text: string) => void
}

const clock = systemClock

/**
 * Puts the parts together, opens the port and resolves when the service is ready. When anything
 * fails on the way, what was started is stopped again and the failure is thrown.
 */
export async function runService(options: RunOptions): Promise<void> {
  const { env, log } = options
  await prepareDataFolder(env.HOLDFAST_DATA_DIR)
  await assertDataFolderFree(env)
  const tracing = await openTracing(env)
  const port = await findPort(env.HOST, env.PORT)
  const baseUrl = `http://${isLocal(env.HOST) ? 'localhost' : env.HOST}:${port}`
  const metrics = createMetrics({ processMetrics: true })
  const keys = await loadKeys(env, log)
  const post = openPost(env)
  const publicUrl = env.PUBLIC_URL ?? baseUrl
  const migrations = migrationsOf(describedModules())
  await using opened = new AsyncDisposableStack()
  const storage = await openStorage(env, { migrations, clock, log, metrics })
  opened.defer(() => storage.close())
  const { database, connectionString } = storage
  const { vault } = keys
  const auth = createAuth({ connectionString, vault, publicUrl, businessName, log })
  opened.defer(() => auth.close())
  const till = openTill({ env, database, vault, clock, log, metrics, publicUrl })
  const listener = createListener({ connectionString, clock, log })
  opened.defer(() => listener.close())
  const streams = openObjectStreams({ env, listener, publicUrl, log, metrics })
  const shops = await openShops({ env, storage, publicUrl, listener, log })
  opened.defer(() => shops.close())
  const { engines } = shops
  const fileStore = openFileStore({ env, vault, publicUrl })
  const common = { env, storage, publicUrl, listener, log, metrics, streams }
  const studio = await openStudio({ ...common, fileStore })
  opened.defer(() => studio.close())
  const stores = { database, streams, engines, usualQuota: env.STORES_QUOTA }
  const modules = createModules({
    till,
    stores,
    studio: studio.options,
    keys,
    post,
    auth,
    publicUrl,
    advisoryLock: env.BOOKING_ADVISORY_LOCK,
    cache: storage.cache,
  })
  const works = env.HOLDFAST_ROLES.includes('worker')
  const queue = await openQueue({ modules, storage, log, works })
  opened.defer(() => queue.close())
  await found(database, log)
  if (env.SEED_DEMONSTRATION) await seed(database, log)
  const parts = {
    tracing,
    env,
    log,
    metrics,
    keys,
    post,
    auth,
    publicUrl,
    modules,
    storage,
    till,
    queue,
    listener,
    streams,
    shops,
    fileStore,
    studio,
  }
  await serve(parts, { port, exit: options.exit })
  options.print(renderBanner({ baseUrl, ...(await shownOnlyHere(parts)) }))
  // From here on the shutdown closes them.
  opened.move()
}

/** Traces go to the collector that the environment names. */
async function openTracing(env: Environment): Promise<Tracing | undefined> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT
  return endpoint ? startTracing({ endpoint, service: 'holdfast', version }) : undefined
}

interface Parts {
  readonly tracing: Tracing | undefined
  readonly env: Environment
  readonly log: Log
  readonly metrics: Metrics
  readonly keys: Keys
  readonly post: Post
  readonly auth: Auth
  readonly publicUrl: string
  readonly modules: readonly Module[]
  readonly storage: Storage
  readonly till: Till
  readonly queue: OpenJobs
  readonly listener: Listener
  readonly streams: ObjectStreams
  readonly shops: Shops
  readonly fileStore: FileStore
  readonly studio: Studio
}

/** Of the organisation and of single objects, which all end together. */
function everyStream(live: LiveEventStream, streams: ObjectStreams) {
  return {
    async close(signal: AbortSignal) {
      await Promise.all([live.close(signal), streams.close(signal)])
    },
  }
}

/** Sign-in has connections of its own, which go before a server that is ours. */
async function closeStorage({ auth, queue, storage, shops, studio }: Parts): Promise<void> {
  await studio.close()
  await shops.close()
  await queue.close()
  await auth.close()
  await storage.close()
}

/** Starts what the roles ask for, and installs the shutdown before anything is let in. */
async function serve(
  parts: Parts,
  { port, exit }: { readonly port: number; readonly exit: (code: number) => void },
): Promise<void> {
  const { env, log, metrics, keys, modules, storage, queue, listener, tracing } = parts
  const { database, redis } = storage
  const production = env.NODE_ENV === 'production'
  const live = openLive(parts)
  const idempotency = createIdempotency({ database, vault: keys.vault, clock })
  const limits = createLimits({ env, redis, clock, log, metrics })
  const served = [...modules, liveModule(live.route)]
  const authenticate = composeAuthenticate({ ...parts, database })
  const common = { ...parts, database, idempotency, limits, authenticate }
  const api = composeApi({ ...common, modules: served, production })
  const sockets = openSockets({ ...common, live, jobs: queue })
  const health = composeHealth(parts, limits)
  const front = createFront({ ...parts, api, sockets, health, limits })
  const workers = env.HOLDFAST_ROLES.includes('worker')
    ? createWorkers({ modules, storage, idempotency, queue, listener, clock, log, metrics })
    : undefined
  const orchestrator = env.HOLDFAST_ROLES.includes('orchestrator')
    ? orchestrateShops({ ...parts, database, vault: keys.vault })
    : undefined
  createLifecycle({
    clock,
    log,
    exit,
    process,
    totalMs: env.SHUTDOWN_DEADLINE,
    phases: standardPhases({
      clock,
      health,
      ...front,
      preDrainMs: env.PRE_DRAIN ?? (production ? 5000 : 0),
      requestsMs: env.REQUEST_DEADLINE + 1000,
      streams: everyStream(live, parts.streams),
      workMs: 10_000,
      async stopWork(signal) {
        await Promise.all([workers?.stop(signal), orchestrator?.stop(signal), live.stop()])
        await listener.close()
      },
      ...(tracing ? { flushTraces: () => tracing.flush() } : {}),
      closeStorage: () => closeStorage(parts),
    }),
  }).start()
  await health.start()
  await workers?.start()
  orchestrator?.start()
  await listen(front.server, env.HOST, port)
}

function composeHealth(
  { env, log, metrics, modules, storage, queue }: Parts,
  limits: Limits,
): Health {
  const { database, redis } = storage
  return createHealth({
    clock,
    service: 'holdfast',
    version,
    log,
    metrics,
    production: env.NODE_ENV === 'production',
    detailToken: env.HOLDFAST_PROBE_TOKEN?.reveal(),
    dataFolder: env.HOLDFAST_DATA_DIR,
    checks: [
      { name: 'postgres', kind: 'critical', run: () => database.ping(1000) },
      ...(redis ? [redisCheck(redis, limits)] : []),
      ...modules.flatMap((module) => module.healthChecks),
    ],
    sections: {
      pool: () => database.stats(),
      jobs: watchQueue(queue, metrics),
      ...(redis ? { redis: () => redis.status() } : {}),
    },
  })
}

/** What only the person at this machine may see: production prints neither. */
async function shownOnlyHere({ env, log, post, publicUrl, storage }: Parts) {
  const dataFolder = env.DATABASE_URL ? undefined : env.HOLDFAST_DATA_DIR
  const link = { database: storage.database, publicUrl, log }
  if (env.NODE_ENV === 'production') {
    await warnWithoutOwner(link)
    return { mailbox: false, dataFolder }
  }
  const ownerLink = env.HOLDFAST_ROLES.includes('api') ? await firstOwnerLink(link) : undefined
  return { mailbox: post.mailbox !== undefined, ownerLink, dataFolder }
}

function isLocal(host: string): boolean {
  return host === '0.0.0.0' || host === '127.0.0.1' || host === '::'
}
