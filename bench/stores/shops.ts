import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createEmbeddedDriver, embeddedEngine } from '@holdfast/stores'
import { Client } from 'pg'
import { openBareShop, shopFolder, untilItAnswers } from './bare-shop.ts'
import { log, untilReady, type Platform } from './platform.ts'

/** Real shops of the embedded engine, with all of the machinery and with none of it. */
export interface Shops extends AsyncDisposable {
  make(): Promise<MadeShop>
  /** The same program and database with nothing around them, in milliseconds. */
  makeBare(): Promise<number>
  /** Kills a shop and waits until it answers again, in milliseconds. */
  killAndWait(id: string): Promise<number>
}

/** In milliseconds. */
export interface MadeShop {
  readonly id: string
  /** From the start of its process until it answered. */
  readonly itselfMs: number
  /** From the wish until it answered. */
  readonly answeringMs: number
  /** From the wish until somebody has signed in and it was published. */
  readonly readyMs: number
}

export async function openShops(platform: Platform): Promise<Shops> {
  const { adminUrl, database, folder } = platform
  const driver = createEmbeddedDriver({
    platform: database,
    adminUrl,
    dataFolder: join(folder, 'shops'),
    shopFolder,
    addressOf: (slug) => ({ url: `http://${slug}.test/`, adminUrl: `http://${slug}.test/admin` }),
    log,
  })
  const wishing = await platform.open(embeddedEngine(driver))
  const client = new Client(platform.appUrl)
  // It may be told of the server's end before it has ended itself.
  client.on('error', () => undefined)
  await client.connect()
  const compileCache = join(folder, 'shops/stores-compiled')
  let count = 0

  async function one(text: string, id: string) {
    const { rows } = await client.query(text, [id])
    return rows[0]
  }

  return {
    async make() {
      const wishedAt = Date.now()
      const id = await wishing.wish(`Shop ${++count}`)
      await untilReady(client, [id])
      const { started, answered, ready } = await one(timesOfShop, id)
      return {
        id,
        itselfMs: answered - started,
        answeringMs: answered - wishedAt,
        readyMs: ready - wishedAt,
      }
    },
    makeBare: () => openBareShop({ adminUrl, compileCache }),
    async killAndWait(id) {
      const { port } = await one('select port from stores.port where store_id = $1', id)
      const startedMs = performance.now()
      process.kill(await pidOf(id), 'SIGKILL')
      while ((await one(toldLast, id)).told !== 'degraded,ready') {
        if (performance.now() - startedMs > 60_000) throw new Error('nobody has repaired it')
        await pause(10)
      }
      await untilItAnswers(`http://127.0.0.1:${port}/`)
      return performance.now() - startedMs
    },
    async [Symbol.asyncDispose]() {
      await wishing[Symbol.asyncDispose]()
      await client.end()
    },
  }

  async function pidOf(id: string): Promise<number> {
    const record = JSON.parse(
      await readFile(join(folder, 'shops/stores', id, 'process.json'), 'utf8'),
    )
    return record.pid
  }
}

const timesOfShop = `
  select extract(epoch from max(started_at) filter (where s.name = 'release'))::float8 * 1000 started,
         extract(epoch from max(ended_at) filter (where s.name = 'wait'))::float8 * 1000 answered,
         extract(epoch from max(ready_at))::float8 * 1000 ready
    from stores.step s join stores.store on store.id = store_id where store_id = $1`
/** The phases that its timeline told of last. */
const toldLast = `
  select string_agg(data ->> 'to', ',' order by sequence) told from (
    select * from stores.event where store_id = $1 and data ? 'to' order by sequence desc limit 2
  ) newest`
