import { newId } from '@holdfast/kernel/ids'
import { readHistory } from '@holdfast/kernel/events'
import { expect, test } from 'vitest'
import { givenOperations } from '../fixtures/given-operations.ts'
import { discardLetter } from './discard-letter.ts'
import { listLetters } from './list-letters.ts'
import { replayLetter } from './replay-letter.ts'
import { showLetter } from './show-letter.ts'

const given = await givenOperations()
const { staffOf, aDeadLetter, worker, machine, database } = given

const input = (id: string) => ({ params: { id }, query: undefined, body: undefined })
const list = (
  organisationId: string,
  query: { limit?: number; cursor?: string; job?: string } = {},
) =>
  listLetters(staffOf(organisationId), {
    params: undefined,
    query: { limit: 50, ...query },
    body: undefined,
  })

test('the list holds the jobs of one business, counted by name, with error and input', async () => {
  const [own, foreign] = [newId(), newId()]
  const id = await aDeadLetter(own, 7)
  await aDeadLetter(foreign)
  const { items, jobs } = await list(own)
  expect(jobs).toEqual([{ job: 'test.fragile', count: 1 }])
  expect(items).toMatchObject([
    {
      id,
      job: 'test.fragile',
      class: 'permanent',
      attempts: 1,
      error: { type: 'PermanentError', message: 'the provider says no' },
      input: { n: 7 },
      correlationId: 'call-7',
    },
  ])
  expect((await list(own, { job: 'test.other' })).items).toEqual([])
})

test('page after page shows each dead letter once, the newest first', async () => {
  const own = newId()
  const ids = [await aDeadLetter(own), await aDeadLetter(own), await aDeadLetter(own)]
  const first = await list(own, { limit: 2 })
  const cursor = first.page.nextCursor
  if (cursor === undefined) throw new Error('a third one is there')
  const second = await list(own, { limit: 2, cursor })
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed())
  expect([first.page.hasMore, second.page.hasMore]).toEqual([true, false])
})

test('replayed, the job is done, is no dead letter any more, and the audit trail says who did it', async () => {
  const own = newId()
  const id = await aDeadLetter(own, 41)
  machine.isBroken = false
  const ctx = staffOf(own)
  await replayLetter(ctx, input(id))
  await worker.waitUntilIdle()
  expect(machine.done).toContainEqual({ n: 41 })
  await expect(showLetter(ctx, input(id))).rejects.toMatchObject({ code: 'request.notFound' })
  await expect(replayLetter(ctx, input(id))).rejects.toMatchObject({ code: 'request.notFound' })
  const events = await readHistory(database, { organisationId: own, subject: id, limit: 10 })
  expect(events.map(({ type, actorId }) => [type, actorId])).toEqual([
    ['deadLetter.replayed', ctx.actor.id],
  ])
})

test('discarded, it is never run again, and the audit trail keeps which job it was', async () => {
  const own = newId()
  const id = await aDeadLetter(own, 42)
  await discardLetter(staffOf(own), input(id))
  machine.isBroken = false
  await worker.waitUntilIdle()
  expect(machine.done).not.toContainEqual({ n: 42 })
  expect((await list(own)).items).toEqual([])
  const events = await readHistory(database, { organisationId: own, subject: id, limit: 10 })
  expect(events.map(({ type, data }) => [type, data])).toEqual([
    ['deadLetter.discarded', { jobId: id, job: 'test.fragile', attempts: 1 }],
  ])
})

test('another business finds nothing to show, replay or discard', async () => {
  const [own, foreign] = [newId(), newId()]
  const id = await aDeadLetter(own)
  const notThere = { code: 'request.notFound' }
  await expect(showLetter(staffOf(foreign), input(id))).rejects.toMatchObject(notThere)
  await expect(replayLetter(staffOf(foreign), input(id))).rejects.toMatchObject(notThere)
  await expect(discardLetter(staffOf(foreign), input(id))).rejects.toMatchObject(notThere)
  expect((await list(own)).items).toHaveLength(1)
})
