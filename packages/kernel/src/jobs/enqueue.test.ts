import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { eventually } from '@holdfast/testing/eventually'
import { currentContext } from '../context/context.ts'
import { aJob, cause, doing, givenJobs, write } from './fixtures/given-jobs.ts'
import { defineJob, enqueueIn, hastenJobs, type Attempt } from './jobs.ts'

const { database, start, open, rows, effects, enqueueWith, owner } = await givenJobs()

test('an input that breaks the schema is refused when it is enqueued, and again when it is run', async () => {
  const job = aJob()
  const ran: unknown[] = []
  const worker = await start([doing(job, async (_, input) => void ran.push(input))])
  await expect(worker.enqueue(job, { n: 'many' })).rejects.toThrow(z.ZodError)
  await expect(worker.enqueue(job, { n: 1, other: 2 })).rejects.toThrow(z.ZodError)
  expect(await rows(job.name)).toEqual([])
  const broken = defineJob({ ...job, input: z.unknown() })
  await worker.enqueue(broken, { n: 'many' })
  await worker.enqueue(job, {})
  await worker.waitUntilIdle()
  expect(ran).toEqual([{ n: 0 }])
  const { rows: letters } = await owner.query(
    `select source_output from pgboss.job where source_name = $1`,
    [job.name],
  )
  expect(letters).toMatchObject([
    { source_output: { class: 'permanent', reason: 'invalid input', error: { type: 'ZodError' } } },
  ])
})

test('what would not survive JSON is refused when it is enqueued', async () => {
  const job = defineJob({ ...aJob(), input: z.object({ at: z.date() }) })
  const queue = await open([job])
  await expect(enqueueWith(queue)(job, { at: new Date() })).rejects.toThrow(z.ZodError)
})

test('a job is there exactly when the transaction of its cause is', async () => {
  const job = aJob()
  const worker = await start([
    doing(job, (attempt, input) => attempt.settle((tx) => write(tx, job.name, nOf(input)))),
  ])
  const undone = database.transaction(async (tx) => {
    await worker.queue.enqueue(tx, { job, input: { n: 1 }, cause })
    await tx.nested(async (inner) => worker.queue.enqueue(inner, { job, input: { n: 2 }, cause }))
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  await database.transaction(async (tx) => {
    await worker.queue.enqueue(tx, { job, input: { n: 3 }, cause })
    await sql`select pg_sleep(0.1)`.execute(tx.kysely)
    expect(await effects(job.name)).toEqual([])
  })
  await worker.waitUntilIdle()
  expect(await effects(job.name)).toEqual([3])
})

test('a job runs for the organisation, the actor and under the correlation id of its cause', async () => {
  const job = aJob()
  const seen: unknown[] = []
  const worker = await start([
    doing(job, async (attempt: Attempt) => {
      seen.push(attempt.cause, currentContext()?.correlationId, currentContext()?.organisationId)
    }),
  ])
  await worker.enqueue(job)
  await worker.waitUntilIdle()
  expect(seen).toEqual([cause, 'call-1', 'kitchen'])
})

test('of one key at most one job waits, and whoever enqueues again is told which', async () => {
  const job = aJob()
  const queue = await open([job])
  const enqueue = enqueueWith(queue)
  const later = new Date(Date.now() + 60_000)
  const ids = await Promise.all(
    Array.from({ length: 10 }, () => enqueue(job, {}, { key: 'a', startAfter: later })),
  )
  const other = await enqueue(job, {}, { key: 'b', startAfter: later })
  const keyless = await Promise.all([1, 2].map(() => enqueue(job, {}, { startAfter: later })))
  expect(new Set(ids).size).toBe(1)
  expect((await rows(job.name)).map(({ id }) => id).sort()).toEqual(
    [...new Set(ids), other, ...keyless].sort(),
  )
})

test('a key does not count the job that runs already: what comes later is not lost', async () => {
  const job = aJob()
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const worker = await start([
    doing(job, async (attempt) => {
      begun.resolve()
      await go.promise
      await attempt.settle((tx) => write(tx, job.name))
    }),
  ])
  await worker.enqueue(job, {}, { key: 'a' })
  await begun.promise
  await worker.enqueue(job, {}, { key: 'a' })
  go.resolve()
  await worker.waitUntilIdle()
  expect(await effects(job.name)).toEqual([1, 1])
})

test('the waiting job of a key begins only after those have committed who relied on it', async () => {
  const job = aJob()
  const seen: unknown[] = []
  const worker = await start([doing(job, async () => void seen.push(await effects('relied')))])
  const soon = new Date(Date.now() + 150)
  const first = await worker.enqueue(job, {}, { key: 'a', startAfter: soon })
  await database.transaction(async (tx) => {
    const same = await worker.queue.enqueue(tx, { job, input: {}, cause, key: 'a' })
    expect(same).toBe(first)
    await sql`select pg_sleep(0.4)`.execute(tx.kysely)
    await write(tx, 'relied', 7)
  })
  await worker.waitUntilIdle()
  expect(seen).toEqual([[7]])
})

test('a job for later waits until then', async () => {
  const job = aJob()
  const seen: number[] = []
  const worker = await start([doing(job, async () => void seen.push(Date.now()))])
  const at = Date.now() + 400
  await worker.enqueue(job, {}, { startAfter: new Date(at) })
  await eventually(() => expect(seen).toHaveLength(1))
  expect(seen[0]).toBeGreaterThanOrEqual(at)
})

test('without a queue, enqueueing throws', async () => {
  await database.transaction(async (tx) => {
    await expect(enqueueIn(tx, cause, undefined)(aJob(), {})).rejects.toThrow('Nobody was given')
  })
})

test('a job that waits for its time is due at once when that is committed, and is not begun again', async () => {
  const job = aJob()
  const ran: number[] = []
  const worker = await start([doing(job, async (_, input) => void ran.push(nOf(input)))])
  const startAfter = new Date(Date.now() + 3_600_000)
  const id = await enqueueWith(worker.queue)(job, { n: 1 }, { startAfter })
  const undone = database.transaction(async (tx) => {
    await hastenJobs(tx, [id])
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  await worker.waitUntilIdle()
  expect(ran).toEqual([])
  await database.transaction((tx) => hastenJobs(tx, [id]))
  await eventually(() => expect(ran).toEqual([1]))
  await worker.waitUntilIdle()
  await database.transaction((tx) => hastenJobs(tx, [id]))
  await worker.waitUntilIdle()
  expect(ran).toEqual([1])
})

test('two jobs under one name are refused', async () => {
  const job = aJob()
  await expect(open([job, job])).rejects.toThrow('Two jobs are called')
})

function nOf(input: unknown): number {
  return z.object({ n: z.number() }).parse(input).n
}

test('of those that are due the one of the highest priority is taken first', async () => {
  const job = aJob()
  const queue = await open([job])
  const enqueue = enqueueWith(queue)
  for (const [n, priority] of [-2, -3, undefined, -1].entries()) {
    await enqueue(job, { n }, { priority })
  }
  const order: number[] = []
  const run = async (_: Attempt, input: unknown) => void order.push(nOf(input))
  const worker = await start([doing(job, run)], { queue, concurrency: 1 })
  await worker.waitUntilIdle()
  expect(order).toEqual([2, 3, 0, 1])
})
