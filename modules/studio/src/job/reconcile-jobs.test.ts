import { readHistory } from '@holdfast/kernel/events'
import { newId } from '@holdfast/kernel/ids'
import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import { givenMaking } from '../fixtures/given-making.ts'
import { usualLimits, type StudioContext } from '../parts.ts'
import { aliveRuns } from './alive-runs.ts'
import { giveUpOverAttempts } from './over-attempts.ts'

const limits = { ...usualLimits, maxRunningJobsPerPerson: 100 }
const studio = await givenMaking({ limits })
const { someone, start, show, balance, reconcile, database, owner } = studio
const released = { available: 1, held: 0, settled: 0, released: 1 }

async function givenQueued() {
  const ctx = await someone(1)
  const { id } = await start(ctx)
  return { ctx, id }
}

const queueOf = (id: string) => `id = (select queue_id from studio.job where id = '${id}')`

test('a job that is gone from the queue is dead, and its credit is back', async () => {
  const { ctx, id } = await givenQueued()
  await owner.query(`delete from pgboss.job where ${queueOf(id)}`)
  await reconcile()
  const job = await show(ctx, id)
  expect([job.state, job.failure?.class, job.can]).toEqual(['dead', 'lost', ['retry']])
  expect(await balance(ctx)).toEqual(released)
  const { lastEvent } = job
  await reconcile()
  expect((await show(ctx, id)).lastEvent).toBe(lastEvent)
  expect(await endsOf(ctx, id)).toEqual([
    { jobId: id, kind: 'avatarUpload', state: 'dead', class: 'lost' },
  ])
})

/** What the organisation was told of its end. */
async function endsOf({ organisationId }: StudioContext, subject: string) {
  const source = { kysely: database.withTypes<unknown>().kysely }
  const events = await readHistory(source, { organisationId, subject, limit: 100 })
  return events.filter(({ type }) => type === 'studio.jobEnded').map(({ data }) => data)
}

test.each(['failed', 'cancelled', 'completed'])(
  'one that is %s in the queue without having ended here is dead',
  async (state) => {
    const { ctx, id } = await givenQueued()
    await owner.query(`update pgboss.job set state = $1 where ${queueOf(id)}`, [state])
    await reconcile()
    expect((await show(ctx, id)).state).toBe('dead')
    expect(await balance(ctx)).toEqual(released)
  },
)

test('one that was to be cancelled ends as that', async () => {
  const { ctx, id } = await givenQueued()
  await owner.query(`update studio.job set state = 'running' where id = $1`, [id])
  await studio.cancel(ctx, id)
  await owner.query(`delete from pgboss.job where ${queueOf(id)}`)
  await reconcile()
  expect((await show(ctx, id)).state).toBe('cancelled')
  expect(await balance(ctx)).toEqual(released)
})

test('whatever waits or runs in the queue is left alone', async () => {
  const { ctx, id } = await givenQueued()
  for (const state of ['created', 'retry', 'active']) {
    await owner.query(`update pgboss.job set state = $1 where ${queueOf(id)}`, [state])
    await reconcile()
    expect((await show(ctx, id)).state).toBe('queued')
  }
  await owner.query(`update pgboss.job set state = 'created' where ${queueOf(id)}`)
})

test('files of attempts that are over are given up, those of one that runs are not', async () => {
  const { ctx, id } = await givenQueued()
  const row = await database.kysely
    .selectFrom('studio.job')
    .where('id', '=', id)
    .select('queue_id')
    .executeTakeFirstOrThrow()
  await owner.query(`update studio.job set state = 'running', claim = 2 where id = $1`, [id])
  const now = new Date()
  const note = (key: string, queue_id: string | null, claim: number | null) => ({
    key,
    queue_id,
    claim,
    since: now,
  })
  await database.kysely
    .insertInto('studio.loose_file')
    .values([
      note('mine', row.queue_id, 2),
      note('of the attempt before', row.queue_id, 1),
      note('of a job that is gone', newId(), 1),
      note('of an upload', null, null),
    ])
    .execute()
  await database.transaction((tx) => giveUpOverAttempts(tx.withTypes<unknown>().kysely, now))
  const { rows } = await owner.query('select key from studio.loose_file where due_at <= $1', [now])
  expect(rows.map(({ key }) => key).toSorted()).toEqual([
    'of a job that is gone',
    'of the attempt before',
  ])
  await owner.query('truncate studio.loose_file')
  await owner.query(`update studio.job set state = 'cancelling' where id = $1`, [id])
  await owner.query(`delete from pgboss.job where ${queueOf(id)}`)
  await reconcile()
  expect((await show(ctx, id)).state).toBe('cancelled')
})

test('the runs whose credits are still needed are those that wait or run', async () => {
  const { ctx, id } = await givenQueued()
  const subjects = [`${id}.1`, `${id}.2`, `${newId()}.1`, 'something else']
  expect([...(await aliveRuns(database, subjects))]).toEqual([`${id}.1`])
  await studio.cancel(ctx, id)
  expect([...(await aliveRuns(database, subjects))]).toEqual([])
  await studio.retry(ctx, id)
  expect([...(await aliveRuns(database, subjects))]).toEqual([`${id}.2`])
})

// The last one: from here on the jobs are made.
test('beside jobs that end it ends none of them', async () => {
  await studio.work()
  const ctx = await someone(15)
  const jobs = await Promise.all(Array.from({ length: 15 }, () => start(ctx)))
  const count = () =>
    database.kysely
      .selectFrom('studio.job')
      .where('created_by', '=', ctx.actor.id)
      .where('ended_at', 'is', null)
      .select('id')
      .execute()
  await eventually(
    async () => {
      await Promise.all([reconcile(), reconcile()])
      expect(await count()).toEqual([])
    },
    { everyMs: 100 },
  )
  const states = await Promise.all(jobs.map(async ({ id }) => (await show(ctx, id)).state))
  expect(new Set(states)).toEqual(new Set(['succeeded']))
  expect(await balance(ctx)).toEqual({ available: 0, held: 0, settled: 15, released: 0 })
})
