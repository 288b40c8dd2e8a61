import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../clock/clock.ts'
import { readEvents, createSubscriptions } from '../events/events.ts'
import { newId } from '../ids/ids.ts'
import { defineJob, listDeadLetters } from '../jobs/jobs.ts'
import { doing, givenJobs, silent } from '../jobs/fixtures/given-jobs.ts'
import { createLog } from '../log/log.ts'
import { bindJob, createContext, jobWork, type Actor, type JobContext } from './module.ts'

const { database, start, open } = await givenJobs()
const log = createLog({ level: 'silent', service: 'test', version: '1', role: 'worker' })
const actor: Actor = { id: 'p1', kind: 'person', organisationId: 'org', actions: new Set() }
const parts = { database, log, ids: newId, clock: systemClock }

const first = defineJob({
  name: 'notes.first',
  input: z.strictObject({ noteId: z.string(), n: z.number().default(2) }),
  deadlineMs: 5_000,
})
const second = defineJob({ name: 'notes.second', input: z.strictObject({}), deadlineMs: 5_000 })

test('from a verb to its job to the next: one organisation, one correlation id, in each transaction', async () => {
  const seen: unknown[] = []
  const told = (ctx: JobContext<unknown>, input: unknown) =>
    seen.push([ctx.actor.kind, ctx.actor.id, ctx.organisationId, ctx.correlationId, input])
  const bound = [
    bindJob(first, async (ctx, input) => {
      told(ctx, input)
      ctx.permit('anything')
      expect(input.n + 1).toBe(3)
      await ctx.settle(async (tx) => {
        await tx.emit('note.done', { noteId: input.noteId })
        await tx.enqueue(second, {})
      })
    }),
    bindJob(second, async (ctx, input) => {
      told(ctx, input)
      expect((await sql`select 1 as one`.execute(ctx.kysely)).rows).toEqual([{ one: 1 }])
      await ctx.transaction((tx) => tx.emit('note.looked', {}))
    }),
  ]
  const queue = await open([first, second])
  const context = { ...parts, jobs: queue }
  const worker = await start(
    bound.map((one) => jobWork(one, context)),
    { queue },
  )
  const verb = createContext({ ...context, actor, correlationId: 'tap' })
  await verb.transaction((tx) => tx.enqueue(first, { noteId: 'a' }))
  await worker.waitUntilIdle()
  expect(seen).toEqual([
    ['system', 'system', 'org', 'tap', { noteId: 'a', n: 2 }],
    ['system', 'system', 'org', 'tap', {}],
  ])
  // A transaction of anybody on the server holds events back for a moment.
  await eventually(async () => {
    const { events } = await readEvents(database, { limit: 10, organisationId: 'org' })
    expect(events.map(({ type, correlationId }) => [type, correlationId])).toEqual([
      ['note.done', 'tap'],
      ['note.looked', 'tap'],
    ])
  })
  expect((await listDeadLetters(database, { limit: 10 })).items).toEqual([])
})

test('a verb cancels a job of its own organisation, exactly when it commits', async () => {
  const job = defineJob({ name: 'notes.third', input: z.strictObject({}), deadlineMs: 5_000 })
  const queue = await open([job])
  const contextOf = (organisationId: string) =>
    createContext({
      ...parts,
      jobs: queue,
      actor: { ...actor, organisationId },
      correlationId: 'tap',
    })
  const own = contextOf('org')
  const jobId = await own.transaction((tx) => tx.enqueue(job, {}))
  expect(await contextOf('other').transaction((tx) => tx.cancelJob(jobId))).toBe(false)
  const undone = own.transaction(async (tx) => {
    expect(await tx.cancelJob(jobId)).toBe(true)
    throw new Error('not after all')
  })
  await expect(undone).rejects.toThrow('not after all')
  expect(await queue.find({ jobId })).toMatchObject({ state: 'waiting' })
  expect(await own.transaction((tx) => tx.cancelJob(jobId))).toBe(true)
  expect(await queue.find({ jobId })).toMatchObject({ state: 'cancelled' })
})

test('a subscription enqueues in the transaction that moves its position', async () => {
  const job = defineJob({ name: 'notes.mail', input: z.strictObject({}), deadlineMs: 5_000 })
  const seen: unknown[] = []
  const worker = await start([doing(job, async ({ cause }) => void seen.push(cause))])
  let tries = 0
  const subscriptions = createSubscriptions({
    database,
    listener: { subscribe: () => () => undefined, onReconnect: () => () => undefined },
    log: silent,
    jobs: worker.queue,
    pollEveryMs: 20,
    retry: { firstMs: 1, capMs: 1 },
    subscriptions: [
      {
        name: 'notes',
        types: ['note.written'],
        async handle(_, tx) {
          await tx.enqueue(job, {})
          tries += 1
          if (tries === 1) throw new Error('undone')
        },
      },
    ],
  })
  onTestFinished(() => subscriptions.stop())
  subscriptions.start()
  const verb = createContext({ ...parts, actor, correlationId: 'written' })
  await verb.transaction((tx) => tx.emit('note.written', {}))
  await subscriptions.waitUntilIdle()
  await eventually(() => expect(tries).toBe(2))
  await worker.waitUntilIdle()
  expect(seen).toEqual([{ organisationId: 'org', actorId: 'p1', correlationId: 'written' }])
})

test('a verb without a queue can not enqueue, and its transaction is undone', async () => {
  const verb = createContext({ ...parts, actor, correlationId: 'none' })
  await expect(verb.transaction((tx) => tx.enqueue(second, {}))).rejects.toThrow('notes.second')
})
