import { expect, test } from 'vitest'
import { aJob, doing, givenJobs, write } from './fixtures/given-jobs.ts'
import { cancelJobIn, type Attempt, type JobWorkerOptions } from './jobs.ts'

const { start, database, effects } = await givenJobs()

/** A running job that goes on until it is told to stop. */
async function givenRunning(options: Partial<JobWorkerOptions>) {
  const job = aJob({ deadlineMs: 60_000 })
  const begun = Promise.withResolvers<Attempt>()
  const work = doing(job, async (attempt) => {
    begun.resolve(attempt)
    await new Promise((resolve) => attempt.signal.addEventListener('abort', resolve))
  })
  const worker = await start([work], options)
  const jobId = await worker.enqueue(job)
  return { worker, jobId, attempt: await begun.promise }
}

test('a cancel commits with its cause: the running job is told then, and not before', async () => {
  // Heartbeats are far apart, so that it is the notification that tells.
  const { worker, jobId, attempt } = await givenRunning({ heartbeatEveryMs: 60_000 })
  const undone = database.transaction(async (tx) => {
    await cancelJobIn(tx, { jobId })
    throw new Error('not after all')
  })
  await expect(undone).rejects.toThrow('not after all')
  const ofOthers = { jobId, organisationId: 'another' }
  expect(await database.transaction((tx) => cancelJobIn(tx, ofOthers))).toBe(false)
  expect(await worker.queue.find({ jobId })).toMatchObject({ state: 'running' })
  expect(attempt.signal.aborted).toBe(false)
  expect(await database.transaction((tx) => cancelJobIn(tx, { jobId }))).toBe(true)
  await worker.waitUntilIdle()
  expect(attempt.signal.aborted).toBe(true)
  expect(await database.transaction((tx) => cancelJobIn(tx, { jobId }))).toBe(false)
})

test('a cancel whose notification was lost is noticed at the next heartbeat', async () => {
  const listener = { subscribe: () => () => {}, onReconnect: () => () => {} }
  const { worker, jobId, attempt } = await givenRunning({ listener, heartbeatEveryMs: 50 })
  await worker.queue.cancel({ jobId })
  await expect.poll(() => attempt.signal.aborted).toBe(true)
})

test('of a cancel and a settle at once exactly one happens', async () => {
  const job = aJob({ deadlineMs: 60_000 })
  const settling = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const work = doing(job, (attempt) =>
    attempt.settle(async (tx) => {
      await write(tx, job.name)
      settling.resolve()
      await go.promise
    }),
  )
  const worker = await start([work])
  const jobId = await worker.enqueue(job)
  await settling.promise
  const cancelled = database.transaction((tx) => cancelJobIn(tx, { jobId }))
  go.resolve()
  expect(await cancelled).toBe(false)
  await worker.waitUntilIdle()
  expect(await effects(job.name)).toEqual([1])
})
