import { sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { expect, test } from 'vitest'
import { systemClock } from '../../clock/clock.ts'
import { runInContext } from '../../context/context.ts'
import { createMetrics } from '../../metrics/metrics.ts'
import { createDatabase, type DatabaseOptions } from './database.ts'

const { database: observer, appUrl } = await testDatabase()
const log = { warn() {}, error() {} }

/** A pool of two, through a network that the test can break. */
async function givenPool(options: Partial<DatabaseOptions> = {}) {
  const url = new URL(appUrl)
  const proxy = await startFaultProxy({ port: Number(url.port) })
  url.port = String(proxy.port)
  const database = createDatabase({
    connectionString: url.href,
    applicationName: 'pooled',
    log,
    poolSize: 2,
    waitTimeoutMs: 300,
    connectTimeoutMs: 300,
    queryTimeoutMs: 300,
    ...options,
  })
  return {
    proxy,
    database,
    ask: () => sql`select 1`.execute(database.kysely),
    sleep: (seconds: number) => sql`select pg_sleep(${seconds})`.execute(database.kysely),
    [Symbol.asyncDispose]: async () => {
      await proxy.close()
      await database.close()
    },
  }
}

type Given = Awaited<ReturnType<typeof givenPool>>

/** Takes `count` connections until the returned function is called. */
async function occupy({ database }: Given, count: number) {
  const release = Promise.withResolvers<void>()
  const inside = Array.from({ length: count }, () => Promise.withResolvers<void>())
  const holders = inside.map((entered) =>
    database.transaction(async () => {
      entered.resolve()
      await release.promise
    }),
  )
  await Promise.all(inside.map(({ promise }) => promise))
  return async () => {
    release.resolve()
    await Promise.all(holders)
  }
}

function request(options: { deadlineInMs?: number; signal?: AbortSignal }) {
  const { deadlineInMs, signal = new AbortController().signal } = options
  const deadlineAtMs =
    deadlineInMs === undefined ? undefined : systemClock.monotonicMs() + deadlineInMs
  return { correlationId: 'request-1', signal, deadlineAtMs }
}

const unavailable = { code: 'request.unavailable', status: 503 }
const deadline = { code: 'request.deadline', status: 504 }

test('with the pool exhausted a caller is refused in time, and served when there is room', async () => {
  await using given = await givenPool()
  const release = await occupy(given, 2)
  await expect(given.ask()).rejects.toMatchObject(unavailable)
  const patient = given.ask()
  await eventually(() => expect(given.database.stats()).toMatchObject({ size: 2, waiting: 1 }))
  await release()
  await patient
  expect(given.database.stats()).toEqual({ size: 2, idle: 2, waiting: 0 })
})

test('a request waits for a connection no longer than its own deadline, and leaves no trace', async () => {
  await using given = await givenPool({ waitTimeoutMs: 10_000 })
  const release = await occupy(given, 2)
  const waits = Array.from({ length: 5 }, () =>
    runInContext(request({ deadlineInMs: 50 }), given.ask),
  )
  const results = await Promise.allSettled(waits)
  for (const result of results) expect(result).toMatchObject({ reason: deadline })
  expect(given.database.stats().waiting).toBe(0)
  await release()
  await Promise.all([given.ask(), given.ask(), given.ask()])
})

test('a caller that goes away stops its query, here and in the server', async () => {
  await using given = await givenPool({ queryTimeoutMs: 20_000 })
  const caller = new AbortController()
  const query = runInContext(request({ signal: caller.signal }), () => given.sleep(20))
  await eventually(async () => expect(await sleepersInServer()).toBe(1))
  caller.abort()
  await expect(query).rejects.toMatchObject(deadline)
  await given.ask()
  await eventually(async () => expect(await sleepersInServer()).toBe(0))
})

async function sleepersInServer(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from pg_stat_activity
    where application_name = 'pooled' and query like '%pg_sleep%' and state = 'active'`.execute(
    observer.kysely,
  )
  return rows[0]?.count ?? -1
}

test('a request that is already over sends nothing and costs no connection', async () => {
  await using given = await givenPool()
  await expect(runInContext(request({ deadlineInMs: -1 }), given.ask)).rejects.toMatchObject(
    deadline,
  )
  expect(given.database.stats().size).toBe(0)
})

test('a statement that the server stops is unavailable, and the connection stays', async () => {
  await using given = await givenPool({ statementTimeoutMs: 50, queryTimeoutMs: 5_000 })
  await expect(given.sleep(5)).rejects.toMatchObject(unavailable)
  expect(given.database.stats()).toEqual({ size: 1, idle: 1, waiting: 0 })
})

test('a frozen network exhausts the pool only while it lasts', async () => {
  await using given = await givenPool()
  await Promise.all([given.ask(), given.ask()])
  given.proxy.freeze()
  const frozen = await Promise.allSettled(Array.from({ length: 10 }, given.ask))
  for (const result of frozen) expect(result).toMatchObject({ reason: unavailable })
  given.proxy.thaw()
  const thawedAtMs = performance.now()
  await eventually(given.ask)
  expect(performance.now() - thawedAtMs).toBeLessThan(5_000)
  await Promise.all(Array.from({ length: 10 }, given.ask))
})

test('idle connections that died silently are found out before a query is lost on them', async () => {
  await using given = await givenPool({ queryTimeoutMs: 10_000, waitTimeoutMs: 12_000 })
  const backends = await Promise.all([backendOf(given), backendOf(given)])
  for (const pid of backends) process.kill(pid, 'SIGSTOP')
  try {
    const cut = runInContext(request({ deadlineInMs: 50 }), given.ask)
    await expect(cut).rejects.toMatchObject(deadline)
    const startedAtMs = performance.now()
    await given.ask()
    expect(performance.now() - startedAtMs).toBeLessThan(8_000)
  } finally {
    for (const pid of backends) process.kill(pid, 'SIGCONT')
  }
})

async function backendOf({ database }: Given): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
    database.kysely,
  )
  return rows[0]?.pid ?? 0
}

test('a server that comes back within the attempts is waited for', async () => {
  let failures = 0
  const counting = { warn: () => (failures += 1), error() {} }
  await using given = await givenPool({ waitTimeoutMs: 5_000, log: counting })
  await given.proxy.cut()
  const answer = given.ask()
  await eventually(() => expect(failures).toBeGreaterThan(1))
  await given.proxy.heal()
  await answer
})

test('a wrong password is not tried again', async () => {
  const url = new URL(appUrl)
  url.password = 'wrong'
  const database = createDatabase({ connectionString: url.href, applicationName: 'x', log })
  const startedAtMs = performance.now()
  await expect(sql`select 1`.execute(database.kysely)).rejects.toMatchObject({ code: '28P01' })
  expect(performance.now() - startedAtMs).toBeLessThan(1_000)
  await database.close()
})

test('a connection that was left inside a transaction is not given to the next caller', async () => {
  await using given = await givenPool({ poolSize: 1 })
  await sql`begin`.execute(given.database.kysely)
  const { rows } = await sql`select now() = statement_timestamp() as outside`.execute(
    given.database.kysely,
  )
  expect(rows).toEqual([{ outside: true }])
})

test('the sign of life has its own connection: an exhausted pool does not look like a dead server', async () => {
  await using given = await givenPool()
  const release = await occupy(given, 2)
  await given.database.ping(1_000)
  given.proxy.freeze()
  await expect(given.database.ping(50)).rejects.toMatchObject(unavailable)
  given.proxy.thaw()
  await given.database.ping(1_000)
  await release()
})

test('closing waits for what runs, and refuses what comes later', async () => {
  await using given = await givenPool({ queryTimeoutMs: 5_000 })
  const running = given.sleep(0.1)
  await eventually(() => expect(given.database.stats().size).toBe(1))
  await Promise.all([given.database.close(), given.database.close()])
  await running
  await expect(given.ask()).rejects.toMatchObject(unavailable)
})

test('the pool shows in the metrics', async () => {
  const metrics = createMetrics()
  await using given = await givenPool({ metrics })
  await given.ask()
  expect((await metrics.render()).body).toContain('database_connections{state="idle"} 1')
})
