import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { requestProblems } from '../problems/problems.ts'
import { aJob, doing, givenJobs, write } from './fixtures/given-jobs.ts'
import {
  listDeadLetters,
  LostJob,
  PermanentError,
  RateLimitedError,
  type Attempt,
  type Job,
} from './jobs.ts'

const { database, start, effects, rows, owner } = await givenJobs()

async function lettersOf(job: Job) {
  return (await listDeadLetters(database, { job: job.name, limit: 10 })).items
}

/** A handler that fails with these errors, one an attempt, and then settles. */
function failing(job: Job, errors: readonly unknown[]) {
  const attempts: { jobId: string; attempt: number; atMs: number }[] = []
  const work = doing(job, async (attempt) => {
    attempts.push({ jobId: attempt.jobId, attempt: attempt.attempt, atMs: performance.now() })
    const error = errors[attempts.length - 1]
    if (error !== undefined) throw error
    await attempt.settle((tx) => write(tx, job.name))
  })
  return { attempts, work }
}

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
const busy = requestProblems.unavailable()
const tooLate = requestProblems.deadline()

test.each([
  ['transient', [refused, busy, refused, refused]],
  ['timeout', [tooLate, new DOMException('late', 'TimeoutError'), tooLate, tooLate]],
])('a %s failure is tried again until it passes, under one id', async (_, errors) => {
  const job = aJob()
  const { attempts, work } = failing(job, errors)
  const worker = await start([work])
  const jobId = await worker.enqueue(job)
  await expect.poll(() => effects(job.name)).toEqual([1])
  expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5])
  expect(new Set(attempts.map((one) => one.jobId))).toEqual(new Set([jobId]))
})

test('tried as often as its rules say, it lies among the dead letters', async () => {
  const job = aJob({ retry: { attempts: 2, firstMs: 1, capMs: 1 } })
  const { attempts, work } = failing(job, [refused, refused, refused])
  const worker = await start([work])
  await worker.enqueue(job, { n: 4 })
  await expect.poll(() => lettersOf(job)).toHaveLength(1)
  expect(attempts).toHaveLength(2)
  expect(await lettersOf(job)).toMatchObject([
    { class: 'transient', reason: 'exhausted', attempts: 2, input: { n: 4 } },
  ])
})

test('a rate-limited job waits for its retryAfter, spends no attempt and stays the same job', async () => {
  const job = aJob({ retry: { attempts: 1 } })
  const { attempts, work } = failing(job, [
    new RateLimitedError(300),
    new Error('wrapped', { cause: new RateLimitedError(200) }),
  ])
  const worker = await start([work])
  const jobId = await worker.enqueue(job)
  await expect.poll(() => effects(job.name), { timeout: 3_000 }).toEqual([1])
  const [first, second, third] = attempts.map(({ atMs }) => atMs)
  expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(299)
  expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(199)
  expect(attempts.map((one) => one.jobId)).toEqual([jobId, jobId, jobId])
  expect(await lettersOf(job)).toEqual([])
})

test('after a rate limit the attempts that were left are still left', async () => {
  const job = aJob({ retry: { attempts: 2, firstMs: 1, capMs: 1 } })
  const limited = new RateLimitedError(100)
  const { attempts, work } = failing(job, [limited, refused, limited, refused, refused])
  const worker = await start([work])
  await worker.enqueue(job)
  await expect.poll(() => lettersOf(job), { timeout: 3_000 }).toHaveLength(1)
  expect(attempts).toHaveLength(4)
  expect(await lettersOf(job)).toMatchObject([{ attempts: 2 }])
})

test.each([
  ['a PermanentError', new PermanentError('no such card')],
  ['a refusal of our own', requestProblems.notFound()],
])('%s is not tried again', async (_, error) => {
  const job = aJob()
  const { attempts, work } = failing(job, [error])
  const worker = await start([work])
  const jobId = await worker.enqueue(job)
  await worker.waitUntilIdle()
  expect(attempts).toHaveLength(1)
  expect(await lettersOf(job)).toMatchObject([
    { jobId, class: 'permanent', reason: 'refused', attempts: 1 },
  ])
})

test('an error nobody knows is tried again twice', async () => {
  const job = aJob()
  const { attempts, work } = failing(
    job,
    Array.from({ length: 9 }, () => new Error('what?')),
  )
  const worker = await start([work])
  await worker.enqueue(job)
  await expect.poll(() => lettersOf(job)).toHaveLength(1)
  expect(attempts).toHaveLength(3)
  expect(await lettersOf(job)).toMatchObject([{ class: 'unknown', attempts: 3 }])
})

test('at its deadline a job is told to stop, and counts as a time-out however it ends', async () => {
  const job = aJob({ deadlineMs: 100, retry: { attempts: 3, firstMs: 1, capMs: 1 } })
  const reasons: unknown[] = []
  const worker = await start([
    doing(job, async ({ attempt, signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      reasons.push(signal.reason instanceof DOMException && signal.reason.name)
      if (attempt === 1) return
      if (attempt === 2) throw new PermanentError('because I was told to')
      await new Promise(() => undefined)
    }),
  ])
  await worker.enqueue(job)
  await expect.poll(() => lettersOf(job), { timeout: 4_000 }).toHaveLength(1)
  expect(reasons).toEqual(['AbortError', 'AbortError', 'AbortError'])
  expect(await lettersOf(job)).toMatchObject([{ class: 'timeout', attempts: 3 }])
})

test('an attempt that was given up can not settle afterwards: the fence refuses it', async () => {
  const job = aJob({ deadlineMs: 50, retry: { attempts: 1 } })
  const begun = Promise.withResolvers<Attempt>()
  const worker = await start([
    doing(job, async (attempt) => {
      begun.resolve(attempt)
      await new Promise(() => undefined)
    }),
  ])
  await worker.enqueue(job)
  const attempt = await begun.promise
  await expect.poll(() => lettersOf(job), { timeout: 3_000 }).toHaveLength(1)
  await expect(attempt.settle((tx) => write(tx, job.name))).rejects.toThrow(LostJob)
  expect(await effects(job.name)).toEqual([])
})

test('what the effect writes is undone when it throws, and the job is tried again', async () => {
  const job = aJob()
  const worker = await start([
    doing(job, (attempt) =>
      attempt.settle(async (tx) => {
        await write(tx, job.name, attempt.attempt)
        if (attempt.attempt === 1) throw refused
      }),
    ),
  ])
  await worker.enqueue(job)
  await expect.poll(() => effects(job.name)).toEqual([2])
})

test('a handler that ignores the failure of its settle has not done the job', async () => {
  const job = aJob()
  const worker = await start([
    doing(job, async (attempt) => {
      await attempt
        .settle(async (tx) => {
          if (attempt.attempt === 1) throw refused
          await write(tx, job.name, attempt.attempt)
        })
        .catch(() => undefined)
    }),
  ])
  await worker.enqueue(job)
  await expect.poll(() => effects(job.name)).toEqual([2])
})

test('an attempt settles once: a second settle is refused and changes nothing', async () => {
  const job = aJob()
  const worker = await start([
    doing(job, async (attempt) => {
      await attempt.settle((tx) => write(tx, job.name, 1))
      await attempt.settle((tx) => write(tx, job.name, 2))
    }),
  ])
  await worker.enqueue(job)
  await worker.waitUntilIdle()
  expect(await effects(job.name)).toEqual([1])
  expect((await rows(job.name)).map(({ state }) => state)).toEqual(['completed'])
})

test('no personal data of an error reaches the dead letter', async () => {
  const job = aJob({ retry: { attempts: 1 } })
  const { work } = failing(job, [
    Object.assign(
      new Error('550 <clara.berg@example.com> refused, call +49 30 901820 or 4111 1111 1111 1111'),
      { code: 'clara.berg@example.com', address: 'clara.berg@example.com' },
    ),
  ])
  const worker = await start([work])
  await worker.enqueue(job)
  await expect.poll(() => lettersOf(job)).toHaveLength(1)
  const { rows: all } = await owner.query('select j::text as text from pgboss.job j')
  const text = all.map((row) => String(row.text)).join()
  expect(text).not.toMatch(/clara|901820|4111/)
  expect(text).toContain('550')
})

test('what a database error shows of a row stays out of the dead letter', async () => {
  await owner.query(`create table public.person (email text primary key);
    grant insert on public.person to holdfast_app; insert into public.person values ('clara')`)
  const job = aJob({ retry: { attempts: 1 } })
  const worker = await start([
    doing(job, (attempt) =>
      attempt.settle(async (tx) => {
        await sql`insert into public.person values ('clara')`.execute(tx.kysely)
      }),
    ),
  ])
  await worker.enqueue(job)
  await expect.poll(() => lettersOf(job)).toHaveLength(1)
  const [letter] = await lettersOf(job)
  expect(letter?.error.code).toBe('SQLSTATE 23505')
  expect(JSON.stringify(await rows('dead-letters'))).not.toContain('clara')
})
