import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import { givenMaking } from '../fixtures/given-making.ts'
import { holdUp } from '../fixtures/held-up.ts'
import { usualLimits, type StudioContext } from '../parts.ts'

const { halt, reached } = holdUp()
const limits = { ...usualLimits, maxRunningJobsPerPerson: 100 }
const studio = await givenMaking({ halt, limits })
const { someone, start, cancel, show, balance, states, retry, database } = studio
const rarely = { everyMs: 200 }
const none = { available: 1, held: 0, settled: 0, released: 1 }

async function untilState(ctx: StudioContext, id: string, state: string) {
  await eventually(async () => expect((await show(ctx, id)).state).toBe(state))
}

test('what waits is cancelled at once, its credit is back, and it is never made', async () => {
  const ctx = await someone(1)
  const { id } = await start(ctx)
  const cancelled = await cancel(ctx, id)
  expect([cancelled.state, cancelled.can]).toEqual(['cancelled', ['retry']])
  expect(await balance(ctx)).toEqual(none)
  const { lastEvent } = cancelled
  expect(await cancel(ctx, id)).toMatchObject({ state: 'cancelled', lastEvent })
  await studio.work()
  const other = await start(await someone(1))
  await eventually(async () => expect(studio.recorder.begun()).toContain(other.id))
  expect(studio.recorder.begun()).not.toContain(id)
})

test('what runs is told, long before it would look by itself, ends as cancelled and leaves nothing', async () => {
  const ctx = await someone(1)
  const { id } = await start(ctx, { haltAt: 'making' })
  await reached(id, 'making')
  expect((await cancel(ctx, id)).state).toBe('cancelling')
  await untilState(ctx, id, 'cancelled')
  expect(await states(id)).toEqual(['queued', 'running', 'cancelling', 'cancelled'])
  expect(await balance(ctx)).toEqual(none)
  await eventually(async () => expect(await studio.leftovers()).toEqual([]))
})

test('cancelled while its worker died, it ends as that by the next one', async () => {
  const ctx = await someone(1)
  const { id } = await ctx.transaction(async (tx) => {
    const [job] = await studio.startIn(ctx, tx)
    if (!job) throw new Error('it was not started')
    const inState = (state: 'running' | 'cancelling') =>
      tx.kysely.updateTable('studio.job').set({ state }).where('id', '=', job.id).execute()
    await inState('running')
    await inState('cancelling')
    return job
  })
  await untilState(ctx, id, 'cancelled')
  expect(studio.recorder.begun()).not.toContain(id)
  expect(await balance(ctx)).toEqual(none)
})

test('what has ended can not be cancelled, and another organisation sees nothing to cancel', async () => {
  const ctx = await someone(1)
  const { id } = await start(ctx)
  await untilState(ctx, id, 'succeeded')
  await expect(cancel(ctx, id)).rejects.toThrow('studio.wrongState')
  await expect(retry(ctx, id)).rejects.toThrow('studio.wrongState')
  await expect(cancel(await someone(), id)).rejects.toThrow('studio.unknownJob')
  await expect(retry(await someone(), id)).rejects.toThrow('studio.unknownJob')
})

test('cancelled, it can be asked for again: a run of its own with a credit of its own', async () => {
  const ctx = await someone(1)
  const { id } = await start(ctx, { haltAt: 'making' })
  await reached(id, 'making')
  await cancel(ctx, id)
  await untilState(ctx, id, 'cancelled')
  expect(await retry(ctx, id)).toMatchObject({ state: 'queued', percent: 0, attempt: 0 })
  expect(await balance(ctx)).toEqual({ available: 0, held: 1, settled: 0, released: 1 })
  await untilState(ctx, id, 'succeeded')
  expect(await balance(ctx)).toEqual({ available: 0, held: 0, settled: 1, released: 1 })
})

test('without a credit for it nothing is asked for again', async () => {
  const ctx = await someone(1)
  const { id } = await start(ctx, { haltAt: 'making' })
  await cancel(ctx, id)
  await untilState(ctx, id, 'cancelled')
  await start(ctx, { haltAt: 'making' })
  await expect(retry(ctx, id)).rejects.toThrow('payments.insufficientCredits')
  expect((await show(ctx, id)).state).toBe('cancelled')
})

test('what was made of something that is deleted can not be asked for again', async () => {
  const ctx = await someone(3)
  const made = await start(ctx)
  await untilState(ctx, made.id, 'succeeded')
  const [assetId = ''] = (await show(ctx, made.id)).assetIds
  // Named somewhere in the input, as makers do; nobody is held up there.
  const { id } = await start(ctx, { haltAt: assetId, fails: ['permanent'] })
  await untilState(ctx, id, 'failed')
  await retry(ctx, id)
  await untilState(ctx, id, 'succeeded')
  const again = await start(ctx, { haltAt: assetId, fails: ['permanent'] })
  await untilState(ctx, again.id, 'failed')
  const before = await balance(ctx)
  const deleted = database.kysely.updateTable('studio.asset').set({ deleted_at: new Date() })
  await deleted.where('id', '=', assetId).execute()
  await expect(retry(ctx, again.id)).rejects.toThrow('studio.unknownAsset')
  expect((await show(ctx, again.id)).state).toBe('failed')
  expect(await balance(ctx)).toEqual(before)
})

test('12 that are cancelled while they end: each one or the other, and the credits follow', async () => {
  const ctx = await someone(12)
  const jobs = await Promise.all(Array.from({ length: 12 }, () => start(ctx, { stepMs: 5 })))
  await Promise.all(
    jobs.map(async ({ id }, index) => {
      await eventually(async () => expect(studio.recorder.begun()).toContain(id))
      await new Promise((resolve) => setTimeout(resolve, (index % 10) * 6))
      await cancel(ctx, id).catch(() => undefined)
    }),
  )
  const ended = await eventually(async () => {
    const now = await Promise.all(jobs.map(({ id }) => show(ctx, id)))
    expect(now.filter(({ endedAt }) => endedAt === null)).toEqual([])
    return now
  }, rarely)
  const succeeded = ended.filter(({ state }) => state === 'succeeded')
  const cancelled = ended.filter(({ state }) => state === 'cancelled')
  expect(succeeded.length + cancelled.length).toBe(12)
  expect(await balance(ctx)).toEqual({
    available: cancelled.length,
    held: 0,
    settled: succeeded.length,
    released: cancelled.length,
  })
  const assets = await database.kysely
    .selectFrom('studio.asset')
    .where('created_by', '=', ctx.actor.id)
    .select('job_id')
    .execute()
  expect(assets.map((asset) => asset.job_id).toSorted()).toEqual(
    succeeded.map(({ id }) => id).toSorted(),
  )
})
