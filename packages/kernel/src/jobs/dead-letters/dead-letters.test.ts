import { expect, test } from 'vitest'
import { newId } from '../../ids/ids.ts'
import { aJob, cause, doing, givenJobs, write } from '../fixtures/given-jobs.ts'
import {
  discardDeadLetter,
  findDeadLetter,
  listDeadLetters,
  LostJob,
  PermanentError,
  readDeadLettersCommand,
  replayDeadLetter,
  runDeadLettersCommand,
  type Attempt,
  type Job,
} from '../jobs.ts'

const { database, start, effects, rows, owner } = await givenJobs()

/** A job of whose runs the first `broken` ones fail for good. */
async function givenLetters(count: number, broken = count) {
  const job = aJob()
  let runs = 0
  const worker = await start([
    doing(job, async (attempt) => {
      runs += 1
      if (runs <= broken) throw new PermanentError('no such provider')
      await attempt.settle((tx) => write(tx, job.name))
    }),
  ])
  const jobIds: string[] = []
  for (let n = 0; n < count; n += 1) jobIds.push(await worker.enqueue(job, { n }, { key: `k${n}` }))
  await worker.waitUntilIdle()
  return { job, worker, jobIds, jobId: String(jobIds[0]) }
}

const lettersOf = async (job: Job) =>
  (await listDeadLetters(database, { job: job.name, limit: 100 })).items
const replay = (jobId: string, organisationId?: string) =>
  database.transaction((tx) => replayDeadLetter(tx, { jobId, organisationId }))
const discard = (jobId: string, organisationId?: string) =>
  database.transaction((tx) => discardDeadLetter(tx, { jobId, organisationId }))

/** The command with these words: its exit code and lines. */
async function run(...words: string[]) {
  const lines: string[] = []
  const command = readDeadLettersCommand(words)
  if (!command) return 'usage'
  const print = (line: string) => void lines.push(line)
  return [await runDeadLettersCommand(command, { database, write: print }), ...lines]
}

test('a dead letter keeps reason, class, attempts, last error, input, and whose it was', async () => {
  const { job, jobId } = await givenLetters(1)
  expect(await findDeadLetter(database, { jobId })).toEqual({
    jobId,
    job: job.name,
    organisationId: cause.organisationId,
    correlationId: cause.correlationId,
    class: 'permanent',
    reason: 'refused',
    attempts: 1,
    error: { type: 'PermanentError', message: 'no such provider' },
    input: { n: 0 },
    enqueuedAt: expect.any(Date),
    failedAt: expect.any(Date),
  })
})

test('an attempt from before the replay settles nothing: the fence is another one', async () => {
  const job = aJob()
  const attempts: Attempt[] = []
  const replayed = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const settle = (attempt: Attempt | undefined) => attempt?.settle((tx) => write(tx, job.name))
  const worker = await start([
    doing(job, async (attempt) => {
      attempts.push(attempt)
      if (attempts.length === 1) throw new PermanentError('no such provider')
      replayed.resolve()
      await mayEnd.promise
      await settle(attempt)
    }),
  ])
  const jobId = await worker.enqueue(job, { n: 0 })
  await worker.waitUntilIdle()
  await replay(jobId)
  await replayed.promise
  await expect(settle(attempts[0])).rejects.toThrow(LostJob)
  mayEnd.resolve()
  await worker.waitUntilIdle()
  expect(await effects(job.name)).toHaveLength(1)
})

test('replayed it is the same job again, done once, and no dead letter any more', async () => {
  const { job, worker, jobId } = await givenLetters(1)
  expect(await replay(jobId)).toBe('replayed')
  expect(await replay(jobId)).toBe('not found')
  await worker.waitUntilIdle()
  expect(await effects(job.name)).toEqual([1])
  expect(await lettersOf(job)).toEqual([])
  expect((await rows(job.name)).map(({ id, state }) => [id, state])).toEqual([[jobId, 'completed']])
})

test('replayed it has all its attempts, and comes back when it fails again', async () => {
  const { job, worker, jobId } = await givenLetters(1, 2)
  await replay(jobId)
  await worker.waitUntilIdle()
  expect(await lettersOf(job)).toMatchObject([{ jobId, attempts: 1 }])
  expect(await replay(jobId)).toBe('replayed')
  await worker.waitUntilIdle()
  expect([await effects(job.name), await lettersOf(job)]).toEqual([[1], []])
})

test('a replay that is rolled back has not happened', async () => {
  const { job, worker, jobId } = await givenLetters(1)
  const undone = database.transaction(async (tx) => {
    await replayDeadLetter(tx, { jobId })
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  await worker.waitUntilIdle()
  expect([await effects(job.name), (await lettersOf(job)).length]).toEqual([[], 1])
})

test('two people replay one dead letter at once: the job is done once', async () => {
  const { job, worker, jobId } = await givenLetters(1)
  const outcomes = await Promise.all([replay(jobId), replay(jobId), replay(jobId)])
  await worker.waitUntilIdle()
  expect(outcomes.toSorted()).toEqual(['not found', 'not found', 'replayed'])
  expect(await effects(job.name)).toEqual([1])
})

test('one whose key waits already stays among the dead letters', async () => {
  const { job, worker, jobId } = await givenLetters(1)
  const later = new Date(Date.now() + 60_000)
  await worker.enqueue(job, {}, { key: 'k0', startAfter: later })
  expect(await replay(jobId)).toBe('waiting already')
  expect(await lettersOf(job)).toHaveLength(1)
})

test('one whose job no version knows any more stays, and says so', async () => {
  const { jobId } = await givenLetters(1)
  await owner.query(`update pgboss.job set source_name = 'gone.job' where source_id = $1`, [jobId])
  expect(await replay(jobId)).toBe('unknown job')
  expect(await findDeadLetter(database, { jobId })).toBeDefined()
})

test('a discarded one is gone for good', async () => {
  const { job, worker, jobId } = await givenLetters(1)
  expect([await discard(jobId), await discard(jobId)]).toEqual([true, false])
  expect(await replay(jobId)).toBe('not found')
  await worker.waitUntilIdle()
  expect([await effects(job.name), await lettersOf(job)]).toEqual([[], []])
})

test('another organisation neither sees, replays nor discards it', async () => {
  const { job, jobId } = await givenLetters(1)
  const organisationId = 'another'
  const page = await listDeadLetters(database, { organisationId, job: job.name, limit: 10 })
  expect(page.items).toEqual([])
  expect(await findDeadLetter(database, { jobId, organisationId })).toBeUndefined()
  expect(await replay(jobId, organisationId)).toBe('not found')
  expect(await discard(jobId, organisationId)).toBe(false)
  expect(await findDeadLetter(database, { jobId, organisationId: 'kitchen' })).toBeDefined()
})

test('the list comes page by page, each letter once, the newest first', async () => {
  const { job, jobIds } = await givenLetters(7)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listDeadLetters(database, { job: job.name, limit: 3, cursor })
    expect(page.items.length).toBeLessThanOrEqual(3)
    seen.push(...page.items.map(({ jobId }) => jobId))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  expect(seen.toSorted()).toEqual(jobIds.toSorted())
  const times = (await lettersOf(job)).map(({ failedAt }) => failedAt.getTime())
  expect(times).toEqual(times.toSorted((a, b) => b - a))
})

test('a cursor that is none is the first page', async () => {
  const { job } = await givenLetters(1)
  const page = await listDeadLetters(database, { job: job.name, limit: 3, cursor: "'; drop" })
  expect(page.items).toHaveLength(1)
})

test('the command lists, replays one or all of a job, and discards', async () => {
  const { job, worker, jobIds, jobId } = await givenLetters(3)
  const listed = await run('list', job.name)
  expect(listed).toHaveLength(5)
  expect(String(listed)).toContain('permanent, refused after 1: PermanentError: no such provider')
  expect(await run('discard', jobId)).toEqual([0, `${jobId} discarded`])
  expect(await run('discard', jobId)).toEqual([1, `${jobId} not found`])
  expect(await run('replay', String(jobIds[1]))).toEqual([0, `${jobIds[1]} replayed`])
  await worker.waitUntilIdle()
  expect(await run('replay', job.name)).toEqual([0, `${jobIds[2]} replayed`, '1 dead letters'])
  await worker.waitUntilIdle()
  expect(await effects(job.name)).toEqual([1, 1])
  for (const words of [[], ['mend'], ['discard'], ['discard', job.name], ['list', 'a', 'b']]) {
    expect(await run(...words)).toBe('usage')
  }
  expect(await run('replay', newId())).toMatchObject([1, expect.stringContaining('not found')])
})
