import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Readable } from 'node:stream'
import { systemClock as clock } from '@holdfast/kernel/clock'
import { createVault, type Vault } from '@holdfast/kernel/crypto'
import { harden, type Hardened, type HealthEndpoints } from '@holdfast/kernel/edge'
import { createHealth, type Health } from '@holdfast/kernel/health'
import { createLifecycle, standardPhases, type ProcessEvents } from '@holdfast/kernel/lifecycle'
import { createLog, type Log } from '@holdfast/kernel/log'
import { createDatabase, createMigrator, type Database } from '@holdfast/kernel/postgres'
import { createMemoryStore, definePolicy } from '@holdfast/kernel/rate-limit'
import { getRequestListener } from '@hono/node-server'
import { createSessions } from './admin/session.ts'
import { seedProducts } from './catalogue/seed-products.ts'
import { controlTokenOf } from './control-token.ts'
import { shopMigrations } from './migrations.ts'
import { loadStyle } from './pages/style.ts'
import { themeOf } from './pages/view.ts'
import { endWithParent } from './process/end-with-parent.ts'
import { openLogFile } from './process/log-file.ts'
import { createApp } from './routes/create-app.ts'
import type { ShopFacts } from './routes/parts.ts'
import type { Settings } from './settings.ts'
import { withStoreId } from './store-health.ts'

export interface RunOptions {
  readonly settings: Settings
  /** The shop ends when this does. */
  readonly parent: Readable
  readonly process: ProcessEvents
  readonly exit: (code: number) => void
}

/** Migrates, fills the shelves the first time and opens the port. Throws when any of it fails. */
export async function runShop(options: RunOptions): Promise<{ readonly port: number }> {
  const { settings } = options
  const log = openLog(settings)
  const { databaseUrl: connectionString } = settings
  await createMigrator({ connectionString, modules: [shopMigrations], log }).up()
  const database = createDatabase({
    connectionString,
    applicationName: 'shop',
    poolSize: 5,
    statementTimeoutMs: 10_000,
    clock,
    log,
  })
  try {
    await seedProducts(database, clock.now())
    return await serve({ ...options, log, database })
  } catch (error) {
    await database.close()
    throw error
  }
}

type Opened = RunOptions & { readonly log: Log; readonly database: Database<unknown> }

async function serve({ settings, parent, process, exit, log, database }: Opened) {
  const health = createHealth({
    clock,
    log,
    service: 'shop',
    version: settings.version,
    production: true,
    detailToken: controlTokenOf(settings.signingKey),
    checks: [{ name: 'postgres', kind: 'critical', run: () => database.ping(1_000) }],
  })
  const { edge, server } = createFront({ settings, log, database, health })
  const lifecycle = createLifecycle({
    clock,
    log,
    process,
    exit,
    totalMs: 8_000,
    phases: standardPhases({
      clock,
      health,
      edge,
      server,
      preDrainMs: 0,
      requestsMs: 5_000,
      closeStorage: () => database.close(),
    }),
  })
  lifecycle.start()
  endWithParent(parent, () => void lifecycle.shutdown('the parent is gone'))
  await health.start()
  const port = await listen(server, settings.port)
  log.info({ port, generation: settings.generation }, 'The shop is open')
  return { port }
}

interface FrontParts {
  readonly settings: Settings
  readonly log: Log
  readonly database: Database<unknown>
  readonly health: Health
}

function createFront(parts: FrontParts): { readonly edge: Hardened; readonly server: Server } {
  const { settings, log, database, health } = parts
  const vault = vaultOf(settings)
  const limits = createMemoryStore({ clock, maxSubjects: 10_000 })
  const app = createApp({
    database,
    clock,
    log,
    limits,
    cartSigner: vault.signer('cart'),
    orderSigner: vault.signer('order'),
    sessions: createSessions(vault.signer('session'), vault.signer('form')),
    style: loadStyle(),
    controlToken: controlTokenOf(settings.signingKey),
    shop: factsOf(settings),
  })
  const edge = harden(getRequestListener(app.fetch, { overrideGlobalObjects: false }), {
    log,
    production: true,
    // The platform's proxy stands in front, and nobody else reaches the loopback.
    trustedProxyHops: 1,
    deadlineMs: 10_000,
    maxBodyBytes: 65_536,
    methods: ['GET', 'HEAD', 'POST', 'PUT'],
    health: storeHealth(health, settings),
    limiter: { store: limits, policy: visitorPolicy },
    overload: { maxInFlight: 200 },
    isRoutine: (method) => method === 'GET',
    // Forms say where they come from only where a referrer may be said.
    headers: { csp: pagePolicy, strictTransportSecurity: false, referrerPolicy: 'same-origin' },
  })
  const server = createServer(edge.listener)
  edge.attach(server)
  return { edge, server }
}

function storeHealth(health: Health, { storeId, generation }: Settings): HealthEndpoints {
  return withStoreId(health, { storeId, generation })
}

const visitorPolicy = definePolicy({
  name: 'visitor',
  windows: [{ name: 'minute', limit: 600, periodMs: 60_000 }],
  whenStoreIsDown: 'local',
})

/** No script at all: what somebody smuggles into a page does not run. */
const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

function factsOf(settings: Settings): ShopFacts {
  const { storeId, name, currency, plan, version, generation } = settings
  return { storeId, shopName: name, currency, theme: themeOf(storeId), plan, version, generation }
}

function vaultOf({ signingKey }: Settings): Vault {
  const key = createHash('sha256').update(signingKey).digest()
  return createVault({ current: { id: 'shop', key }, previous: [] })
}

function openLog({ logFile, version }: Settings): Log {
  const destination = logFile === undefined ? undefined : openLogFile(logFile)
  return createLog({ level: 'info', service: 'shop', version, role: 'shop', destination })
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
