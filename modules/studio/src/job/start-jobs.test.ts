import { Problem } from '@holdfast/kernel/problems'
import { openJobIds } from '@holdfast/kernel/jobs'
import { newId } from '@holdfast/kernel/ids'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { givenMaking } from '../fixtures/given-making.ts'
import { jobContext } from '../fixtures/job-context.ts'
import { plain } from '../fixtures/recording-maker.ts'
import { jobQuery } from '../contract/job.ts'
import { usualLimits, type StudioContext } from '../parts.ts'
import { beginAttempt } from './begin-attempt.ts'
import { findFollowed, followableJobs } from './follow-job.ts'
import { listJobEvents } from './list-job-events.ts'
import { listJobs } from './list-jobs.ts'
import { lockOwned } from './own-job.ts'
import { writeStep } from './write-step.ts'

const limits = { ...usualLimits, maxOpenJobsPerPerson: 5 }
const {
  someone,
  contextOf,
  start,
  startAll,
  cancel,
  retry,
  balance,
  database,
  show,
  eventsOf,
  parts,
} = await givenMaking({ limits })

const wanted = (title: string) => ({ kind: 'mix' as const, title, input: plain })

/** How many were started, and how the others were refused. */
async function tally(starts: readonly Promise<unknown>[]) {
  const answers = (await Promise.allSettled(starts)).map((answer) => {
    if (answer.status === 'fulfilled') return 'started'
    return answer.reason instanceof Problem ? answer.reason.code : String(answer.reason)
  })
  const groups = Object.groupBy(answers, (answer) => answer)
  return Object.fromEntries(Object.entries(groups).map(([key, all]) => [key, all?.length]))
}

test('100 people start a job at once on one credit: exactly one is started', async () => {
  const ctx = await someone(1)
  const { organisationId } = ctx
  const people = Array.from({ length: 100 }, (_, index) =>
    contextOf({ ...ctx.actor, id: `person-${index}`, organisationId }),
  )
  expect(await tally(people.map((person) => start(person)))).toEqual({
    started: 1,
    'payments.insufficientCredits': 99,
  })
  expect(await balance(ctx)).toEqual({ available: 0, held: 1, settled: 0, released: 0 })
  const jobs = await database.kysely
    .selectFrom('studio.job')
    .where('organisation_id', '=', organisationId)
    .select(['queue_id'])
    .execute()
  expect(jobs).toHaveLength(1)
  expect(
    (
      await openJobIds(
        database.withTypes(),
        jobs.map((job) => job.queue_id),
      )
    ).size,
  ).toBe(1)
})

test('one person starts 20 at once: as many as they may have, and no more', async () => {
  const ctx = await someone(20)
  const starts = Array.from({ length: 20 }, () => start(ctx))
  expect(await tally(starts)).toEqual({ started: 5, 'studio.tooManyJobs': 15 })
})

test('of several at once all are started or none, with their credits', async () => {
  const ctx = await someone(2)
  const three = startAll(ctx, ['a', 'b', 'c'].map(wanted))
  await expect(three).rejects.toMatchObject({
    code: 'payments.insufficientCredits',
    options: { members: { needed: 3, available: 2 } },
  })
  expect(await balance(ctx)).toEqual({ available: 2, held: 0, settled: 0, released: 0 })
  const two = await startAll(ctx, ['a', 'b'].map(wanted))
  expect(two.map(({ title, state, credits, can }) => [title, state, credits, can])).toEqual([
    ['a', 'queued', 1, ['cancel']],
    ['b', 'queued', 1, ['cancel']],
  ])
  expect(await balance(ctx)).toEqual({ available: 0, held: 2, settled: 0, released: 0 })
})

test('what is asked for again needs room among the open ones as well', async () => {
  const ctx = await someone(6)
  const { id } = await start(ctx)
  await cancel(ctx, id)
  const [another] = await startAll(ctx, ['a', 'b', 'c', 'd', 'e'].map(wanted))
  await expect(retry(ctx, id)).rejects.toThrow('studio.tooManyJobs')
  await cancel(ctx, another?.id ?? '')
  expect((await retry(ctx, id)).state).toBe('queued')
})

test('a start that is rolled back has not happened', async () => {
  const ctx = await someone(1)
  const undone = ctx.transaction(async () => {
    await startAll(ctx, [wanted('a')]).catch(() => undefined)
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
})

test('a job that was just started has told one event and is seen by its organisation alone', async () => {
  const ctx = await someone()
  const { id, lastEvent } = await start(ctx)
  expect([lastEvent, (await eventsOf(id)).map(({ number, state }) => [number, state])]).toEqual([
    1,
    [[1, 'queued']],
  ])
  expect((await show(ctx, id)).id).toBe(id)
  await expect(show(await someone(), id)).rejects.toThrow('studio.unknownJob')
})

function listed(ctx: StudioContext, query: Partial<z.input<typeof jobQuery>>) {
  return listJobs(ctx, { params: undefined, query: jobQuery.parse(query), body: undefined })
}

test('jobs are listed newest first, page by page, of a state, kind or project, and of nobody else', async () => {
  const ctx = await someone()
  await start(await someone())
  const projectId = newId()
  const [a, b] = await startAll(ctx, [wanted('a'), { ...wanted('b'), projectId }])
  const c = await start(ctx, {}, { title: 'c' })
  await cancel(ctx, a?.id ?? '')
  const titles = async (query: Parameters<typeof listed>[1]) =>
    (await listed(ctx, query)).items.map(({ title }) => title)
  expect(await titles({})).toEqual(['c', 'b', 'a'])
  expect(await titles({ state: ['cancelled'] })).toEqual(['a'])
  expect(await titles({ kind: ['mix'] })).toEqual(['b', 'a'])
  expect(await titles({ projectId })).toEqual(['b'])
  const first = await listed(ctx, { limit: 2 })
  expect([first.items.map(({ id }) => id), first.page.hasMore]).toEqual([[c.id, b?.id], true])
  const rest = await listed(ctx, { limit: 2, cursor: first.page.nextCursor })
  expect([rest.items.map(({ id }) => id), rest.page.hasMore]).toEqual([[a?.id], false])
  const last = await listed(ctx, { limit: 2, offset: 2 })
  expect([last.items.map(({ id }) => id), last.page.total]).toEqual([[a?.id], 3])
})

test('events are told in pages and from a number on, to nobody of another organisation', async () => {
  const ctx = await someone()
  const { id } = await start(ctx)
  await cancel(ctx, id)
  const page = async (after: number, limit: number, as = ctx) => {
    const query = { after, limit }
    const { items, page } = await listJobEvents(as, { params: { id }, query, body: undefined })
    return [items.map(({ number, state }) => [number, state]), page.hasMore]
  }
  expect(await page(0, 1)).toEqual([[[1, 'queued']], true])
  expect(await page(1, 1)).toEqual([[[2, 'cancelled']], false])
  expect(await page(2, 1)).toEqual([[], false])
  const told = await followableJobs.read(database.withTypes<unknown>().kysely, {
    id,
    after: 0,
    limit: 10,
  })
  expect(told.map(({ sequence }) => sequence)).toEqual([1, 2])
  const other = await someone()
  await expect(page(0, 1, other)).rejects.toThrow('studio.unknownJob')
  await expect(findFollowed(other, { params: { id } })).rejects.toThrow('studio.unknownJob')
})

test('an attempt owns a job while it is the last to have begun it, in this run, and it runs', async () => {
  const ctx = await someone()
  const { id } = await start(ctx)
  const change = (set: object) =>
    database.kysely
      .updateTable('studio.job')
      .set(set)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
  const now = new Date()
  const own = await change({ state: 'running', claim: 2 })
  const owns = async (job: typeof own) => {
    const locked = await ctx.transaction((tx) => lockOwned(tx, job))
    const step = { stage: 'drawing', percent: 1, leftMs: null } as const
    return [locked !== undefined, await writeStep(database.kysely, { job, step, now })]
  }
  expect(await owns(own)).toEqual([true, true])
  expect(await owns({ ...own, claim: 1 })).toEqual([false, false])
  expect(await owns({ ...own, queue_id: newId() })).toEqual([false, false])
  // Nor does one begin that was claimed before it, or for a run before this one.
  const begins = (jobId: string, attempt: number) =>
    beginAttempt({ ...jobContext(database.withTypes<unknown>(), ctx), jobId, attempt }, id, parts)
  expect(await begins(own.queue_id, 1)).toBeUndefined()
  expect(await begins(own.queue_id, 2)).toBeUndefined()
  expect(await begins(newId(), 3)).toBeUndefined()
  expect(await owns(own)).toEqual([true, true])
  // What is to be cancelled is still ended by it, and gets no further.
  await change({ state: 'cancelling' })
  expect(await owns(own)).toEqual([true, false])
  await change({ state: 'cancelled', ended_at: now })
  expect(await owns(own)).toEqual([false, false])
})
