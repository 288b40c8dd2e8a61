import { Problem } from '@holdfast/kernel/problems'
import { openJobIds } from '@holdfast/kernel/jobs'
import { expect, test } from 'vitest'
import { givenMaking } from '../fixtures/given-making.ts'
import { plain } from '../fixtures/recording-maker.ts'
import { usualLimits } from '../parts.ts'

const limits = { ...usualLimits, maxOpenJobsPerPerson: 5 }
const { someone, contextOf, start, startAll, balance, database, show, eventsOf } =
  await givenMaking({ limits })

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
