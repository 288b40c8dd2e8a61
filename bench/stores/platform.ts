import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock as clock } from '@holdfast/kernel/clock'
import { createVault } from '@holdfast/kernel/crypto'
import type { Route, RouteInput } from '@holdfast/kernel/contract'
import { newId } from '@holdfast/kernel/ids'
import { createLog } from '@holdfast/kernel/log'
import { createMetrics } from '@holdfast/kernel/metrics'
import { createContext, systemActor } from '@holdfast/kernel/module'
import {
  createDatabase,
  createListener,
  createMigrator,
  kernelMigrations,
  startEmbeddedPostgres,
  type Database,
} from '@holdfast/kernel/postgres'
import { createOrchestrator, createStoresModule, type Engine } from '@holdfast/stores'
import { storeRoutes } from '@holdfast/stores/contract'
import type { Client } from 'pg'

export const log = createLog({ level: 'silent', service: 'bench', version: '0', role: 'bench' })
const vault = createVault({ current: { id: 'bench', key: Buffer.alloc(32, 7) }, previous: [] })
/** More than anything here asks for: the caps are not what is measured. */
const caps = { organisation: 1_000, engine: 1_000, fleet: 1_000 }

/** A PostgreSQL that flushes to disk, with the tables of stores. */
export interface Platform extends AsyncDisposable {
  readonly folder: string
  readonly appUrl: string
  readonly ownerUrl: string
  readonly adminUrl: string
  readonly database: Database<unknown>
  /** Somebody who asks for stores, and unless told otherwise an orchestrator in this process. */
  open(engine: Engine, options?: { readonly orchestrates: boolean }): Promise<Wishing>
}

export interface Wishing extends AsyncDisposable {
  /** Asks for a store by the service's own verb; the answer is its id. */
  wish(name: string): Promise<string>
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

export async function openPlatform(): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-'))
  // The server runs as another account when we are root.
  await chmod(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder, log: silent })
  const ownerUrl = postgres.connectionString('owner')
  const appUrl = postgres.connectionString('app')
  await createMigrator({
    connectionString: ownerUrl,
    modules: [kernelMigrations, { name: 'stores', folder: migrationsFolder }],
    log: silent,
  }).up()
  const database = createDatabase({
    connectionString: appUrl,
    applicationName: 'bench',
    poolSize: 24,
    log,
  })
  return {
    folder,
    appUrl,
    ownerUrl,
    adminUrl: postgres.connectionString('superuser'),
    database,
    async open(engine, { orchestrates } = { orchestrates: true }) {
      const ends = orchestrates ? await orchestrate(database, appUrl, engine) : undefined
      return { wish: wishingFor(database, engine), [Symbol.asyncDispose]: async () => ends?.() }
    },
    async [Symbol.asyncDispose]() {
      await database.close()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const migrationsFolder = join(import.meta.dirname, '../../modules/stores/migrations')

/** Resolves when it is listening; what it resolves to ends it. */
async function orchestrate(database: Database<unknown>, connectionString: string, engine: Engine) {
  const listener = createListener({ connectionString, log })
  const shared = { database, listener, engines: [engine], vault, log, metrics: createMetrics() }
  const orchestrator = createOrchestrator({ ...shared, caps, places: 64 })
  const listening = new Promise<void>((resolve) => listener.onReconnect(resolve))
  orchestrator.start()
  await listening
  return async () => {
    await orchestrator.stop()
    await listener.close()
    await engine.driver.close()
  }
}

function wishingFor(database: Database<unknown>, engine: Engine): Wishing['wish'] {
  const streams = { open: () => Promise.reject(new Error('nobody follows')) }
  const options = { database, engines: [engine], vault, streams, usualQuota: 1_000_000 }
  const { routes } = createStoresModule(options)
  const create = routes.find(({ route }) => route === storeRoutes.createStore)
  if (!create) throw new Error('no such route')
  const actor = systemActor(newId())
  return async (name) => {
    const ctx = createContext({ database, actor, correlationId: newId(), log, ids: newId, clock })
    const body = storeRoutes.createStore.request.body.parse({ name, engine: engine.name })
    // The body was made by the schema of its route.
    const input = { params: undefined, query: undefined, body } as unknown as RouteInput<Route>
    return idOf(await create.run(ctx, input))
  }
}

function idOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'store' in answer) {
    const { store } = answer
    if (typeof store === 'object' && store !== null && 'id' in store) return String(store.id)
  }
  throw new Error('nothing was made')
}

/** Waits until this many stores are ready. */
export async function untilReady(client: Client, ids: readonly string[]): Promise<void> {
  const giveUpAtMs = performance.now() + 300_000
  for (;;) {
    const { rows } = await client.query(
      'select phase, count(*)::int from stores.store where id = any($1) group by 1',
      [ids],
    )
    if (rows.length === 1 && rows[0].phase === 'ready') return
    if (performance.now() > giveUpAtMs) throw new Error(`not ready: ${JSON.stringify(rows)}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
