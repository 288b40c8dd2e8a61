// A process of its own with a cache over one row. Reads `get DELAY` and `write` lines; answers each
// with its number and the value: `1 5`. A load reads the row, then takes DELAY milliseconds.
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { systemClock } from '../clock/clock.ts'
import { createDatabase, createListener } from '../postgres/postgres.ts'
import { connectRedis } from '../redis/redis.ts'
import { createCache } from './cache.ts'

const [connectionString = '', redisUrl] = process.argv.slice(2)
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const clock = systemClock
const database = createDatabase({ connectionString, applicationName: 'cache', clock, log })
const cache = createCache({
  clock,
  log,
  redis: redisUrl
    ? await connectRedis({ url: redisUrl, clock, log, commandDeadlineMs: 10_000 })
    : undefined,
  listener: createListener({ connectionString, clock, log }),
})

async function load(delayMs: number): Promise<number> {
  const { rows } = await sql<{ value: number }>`select value from truth`.execute(database.kysely)
  await pause(delayMs)
  return rows[0]?.value ?? -1
}

function write(): Promise<number> {
  return database.transaction(async (tx) => {
    const changed = sql<{ value: number }>`update truth set value = value + 1 returning value`
    const { rows } = await changed.execute(tx.kysely)
    await cache.invalidate(tx, ['truth'])
    return rows[0]?.value ?? -1
  })
}

process.stdout.write('ready\n')
let number = 0
for await (const line of createInterface({ input: process.stdin })) {
  const [command, delay] = line.split(' ')
  const own = ++number
  const done =
    command === 'write'
      ? write()
      : cache.get('truth', { ttlMs: 60_000, tags: ['truth'], load: () => load(Number(delay)) })
  void done.then((value) => process.stdout.write(`${own} ${value}\n`))
}
process.exit(0)
