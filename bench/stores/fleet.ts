import { createDatabase, type Database } from '@holdfast/kernel/postgres'
import { startServerProcess, type ServerProcess } from '@holdfast/testing/server-process'
import { Client } from 'pg'
import { cloneReadyStores } from '../../modules/stores/src/fixtures/idle-stores.ts'
import type { Order } from '../../modules/stores/src/fixtures/orchestrator-process.ts'
import { outsideTables } from '../../modules/stores/src/fixtures/outside.ts'
import { processorMsOf } from '../../modules/stores/src/fixtures/processor-time.ts'
import { createInstantDriver } from './instant-driver.ts'
import { log, untilReady, type Platform, type Wishing } from './platform.ts'

const program = new URL(
  '../../modules/stores/src/fixtures/orchestrator-process.ts',
  import.meta.url,
).pathname

/** Orchestrators that are processes of their own; their shops are rows of another database. */
export interface Fleet extends AsyncDisposable {
  /** How many stores so many orchestrators make ready in a minute. */
  storesPerMinute(orchestrators: number, stores: number): Promise<number>
  /** The share of one processor that an orchestrator takes while so many stores are ready. */
  idleShare(stores: number, windowMs: number): Promise<number>
}

export async function openFleet(platform: Platform): Promise<Fleet> {
  const outside = await makeOutside(platform)
  const client = new Client(platform.appUrl)
  // It may be told of the server's end before it has ended itself.
  client.on('error', () => undefined)
  await client.connect()
  const wishing = await openWishing(platform)

  function start(order: Partial<Order>): Promise<ServerProcess> {
    const caps = { organisation: 1_000, engine: 1_000, fleet: 1_000 }
    const whole = {
      name: 'bench',
      appUrl: platform.appUrl,
      outsideUrl: outside.url,
      caps,
      ...order,
    }
    return startServerProcess({
      command: ['node', program, JSON.stringify(whole)],
      ready: /^started/,
      env: { NODE_ENV: 'production' },
    })
  }

  async function wishFor(stores: number): Promise<readonly string[]> {
    const ids: string[] = []
    for (let n = 0; n < stores; n++) ids.push(await wishing.wish(`Store ${n}`))
    return ids
  }

  return {
    async storesPerMinute(orchestrators, stores) {
      const children = await Promise.all(
        Array.from({ length: orchestrators }, () => start({ places: 16 })),
      )
      const startedMs = performance.now()
      await untilReady(client, await wishFor(stores))
      const tookMs = performance.now() - startedMs
      for (const child of children) child.signal('SIGTERM')
      await Promise.all(children.map((child) => child.exited))
      return (stores * 60_000) / tookMs
    },
    async idleShare(stores, windowMs) {
      const maker = await start({})
      const [template = ''] = await wishFor(1)
      await untilReady(client, [template])
      // Told to end it lets go of the lease of the sweeps; killed it would keep it for a while.
      maker.signal('SIGTERM')
      await maker.exited
      await cloneReadyStores({ ownerUrl: platform.ownerUrl, outside, template, count: stores })
      await using child = await start({ minPollIntervalMs: 5_000, maxPollIntervalMs: 30_000 })
      // Its start is not what is measured.
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      const before = await processorMsOf(child)
      await new Promise((resolve) => setTimeout(resolve, windowMs))
      return ((await processorMsOf(child)) - before) / windowMs
    },
    async [Symbol.asyncDispose]() {
      await client.end()
      await outside.database.close()
    },
  }
}

/** Somebody who only asks. */
function openWishing(platform: Platform): Promise<Wishing> {
  const driver = createInstantDriver(() => undefined)
  const engine = { name: 'shop', title: '', description: '', versions: ['1.0.0'], driver }
  return platform.open(engine, { orchestrates: false })
}

async function makeOutside({ adminUrl, appUrl }: Platform) {
  const admin = new Client(adminUrl)
  await admin.connect()
  await admin.query('create database outside')
  await admin.end()
  const owner = new Client(at(adminUrl, 'outside'))
  await owner.connect()
  await owner.query(outsideTables)
  await owner.query('grant usage on schema public to holdfast_app')
  await owner.end()
  const url = at(appUrl, 'outside')
  const database: Database<unknown> = createDatabase({
    connectionString: url,
    applicationName: 'bench',
    log,
  })
  return { url, database }
}

function at(connectionString: string, database: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return url.href
}
