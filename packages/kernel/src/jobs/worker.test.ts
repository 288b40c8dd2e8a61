import { PgBoss } from 'pg-boss'
import { expect, test } from 'vitest'
import { aJob, doing, givenJobs, write } from './fixtures/given-jobs.ts'
import { PermanentError, type Attempt, type Job } from './jobs.ts'

const { start, effects, rows, owner, open, enqueueWith } = await givenJobs()

/** A job whose handler waits until it is let go. */
function held(options: Parameters<typeof aJob>[0] = {}) {
  const job = aJob(options)
  const begun = Promise.withResolvers<Attempt>()
  const go = Promise.withResolvers<void>()
  const work = doing(job, async (attempt) => {
    begun.resolve(attempt)
    await go.promise
    await attempt.settle((tx) => write(tx, job.name, attempt.attempt))
  })
  return { job, work, begun: begun.promise, go: go.resolve }
}

async function stateOf(job: Job): Promise<unknown> {
  return (await rows(job.name)).map(({ state }) => state)
}

test('a job is taken within milliseconds of its commit, long before anybody would have looked', async () => {
  const job = aJob()
  const ran = Promise.withResolvers<void>()
  const worker = await start([doing(job, async () => ran.resolve())], { pollEveryMs: 60_000 })
  await worker.waitUntilIdle()
  await worker.enqueue(job)
  await ran.promise
})

test('three processes share the jobs: each is done once', async () => {
  const job = aJob()
  const work = doing(job, (attempt, input) =>
    attempt.settle((tx) => write(tx, job.name, Number(Reflect.get(Object(input), 'n')))),
  )
  const workers = [await start([work]), await start([work]), await start([work])]
  const numbers = Array.from({ length: 60 }, (_, n) => n)
  await Promise.all(numbers.map((n) => workers[n % 3]?.enqueue(job, { n })))
  await Promise.all(workers.map((worker) => worker.waitUntilIdle()))
  expect([...(await effects(job.name))].sort((a, b) => Number(a) - Number(b))).toEqual(numbers)
})

test('stop waits for the running job and takes no further one', async () => {
  const { job, work, begun, go } = held()
  const worker = await start([work], { concurrency: 1 })
  await worker.enqueue(job)
  await worker.enqueue(job)
  await begun
  const stopped = worker.stop()
  go()
  await stopped
  expect(await effects(job.name)).toEqual([1])
  expect(await stateOf(job)).toEqual(['completed', 'created'])
})

test('at the end of its time stop gives a running job back: it begins elsewhere, and no attempt is spent', async () => {
  const { job, work, begun } = held({ retry: { attempts: 2, firstMs: 1, capMs: 1 } })
  const worker = await start([work])
  const jobId = await worker.enqueue(job)
  const attempt = await begun
  await worker.stop(AbortSignal.abort())
  expect(attempt.signal.aborted).toBe(true)
  expect(await stateOf(job)).toEqual(['retry'])
  const seen: string[] = []
  await start([
    doing(job, async (again) => {
      seen.push(again.jobId)
      // The first of its two attempts, as if it had never been begun.
      if (seen.length === 1) throw new ConnectionReset()
      await again.settle((tx) => write(tx, job.name, again.attempt))
    }),
  ])
  await expect.poll(() => effects(job.name)).toEqual([3])
  expect(seen).toEqual([jobId, jobId])
})

class ConnectionReset extends Error {
  readonly code = 'ECONNRESET'
}

test('a job shows its progress to whoever has its id, and to its organisation alone', async () => {
  const { job, work, begun, go } = held()
  const worker = await start([work])
  const jobId = await worker.enqueue(job)
  const attempt = await begun
  const find = (organisationId?: string) => worker.queue.find({ jobId, organisationId })
  expect(await find()).toEqual({ id: jobId, name: job.name, state: 'running' })
  await attempt.progress({ frames: 12, of: 40 })
  const running = { id: jobId, name: job.name, state: 'running', progress: { frames: 12, of: 40 } }
  expect([await find('kitchen'), await find('another')]).toEqual([running, undefined])
  go()
  await worker.waitUntilIdle()
  expect(await find()).toEqual({ id: jobId, name: job.name, state: 'completed' })
})

test('a waiting job that is cancelled never runs', async () => {
  const job = aJob()
  const queue = await open([job])
  const jobId = await enqueueWith(queue)(job)
  expect(await queue.cancel({ jobId, organisationId: 'another' })).toBe(false)
  expect(await queue.cancel({ jobId })).toBe(true)
  expect(await queue.cancel({ jobId })).toBe(false)
  const worker = await start([doing(job, (attempt) => attempt.settle((tx) => write(tx, job.name)))])
  await worker.waitUntilIdle()
  expect(await effects(job.name)).toEqual([])
  expect(await queue.find({ jobId })).toMatchObject({ state: 'cancelled' })
})

test('a running job that is cancelled is told at once, and can not settle', async () => {
  const job = aJob({ deadlineMs: 60_000 })
  const begun = Promise.withResolvers<Attempt>()
  const worker = await start(
    [
      doing(job, async (attempt) => {
        begun.resolve(attempt)
        await new Promise((resolve) => attempt.signal.addEventListener('abort', resolve))
      }),
    ],
    { heartbeatEveryMs: 60_000 },
  )
  const jobId = await worker.enqueue(job)
  const attempt = await begun.promise
  expect(await worker.queue.cancel({ jobId })).toBe(true)
  await worker.waitUntilIdle()
  await expect(attempt.settle((tx) => write(tx, job.name))).rejects.toThrow()
  expect([await effects(job.name), await stateOf(job)]).toEqual([[], ['cancelled']])
})

test('one job that comes in masses leaves room for the others', async () => {
  const { job: slow, work, go } = held({ deadlineMs: 60_000 })
  const quick = aJob()
  const ran = Promise.withResolvers<void>()
  const queue = await open([slow, quick])
  for (let n = 0; n < 6; n += 1) await enqueueWith(queue)(slow)
  const works = [work, doing(quick, async () => ran.resolve())]
  const worker = await start(works, { queue, concurrency: 4 })
  const running = async () =>
    (await rows(slow.name)).filter(({ state }) => state === 'active').length
  await expect.poll(running).toBeGreaterThanOrEqual(3)
  await worker.enqueue(quick)
  await ran.promise
  go()
  await worker.waitUntilIdle()
})

test('attempts are counted by outcome, with how long they took and how long they had waited', async () => {
  const job = aJob()
  const worker = await start([
    doing(job, async (_, input) => {
      if (Reflect.get(Object(input), 'n') === 1) throw new PermanentError('no')
    }),
  ])
  await worker.enqueue(job, { n: 0 })
  await worker.enqueue(job, { n: 1 })
  await worker.waitUntilIdle()
  const { body: text } = await worker.metrics.render()
  expect(text).toContain(`jobs_started_total{job="${job.name}"} 2`)
  expect(text).toContain(`jobs_ended_total{job="${job.name}",outcome="done"} 1`)
  expect(text).toContain(`jobs_ended_total{job="${job.name}",outcome="permanent"} 1`)
  expect(text).toContain(`job_duration_seconds_count{job="${job.name}"} 2`)
  expect(text).toContain(`job_wait_seconds_count{job="${job.name}"} 2`)
})

test.each([
  ['settles', (attempt: Attempt, job: Job) => attempt.settle((tx) => write(tx, job.name))],
  ['just returns', async () => undefined],
])('an attempt that %s after its job was taken away is refused, and counted', async (_, end) => {
  const job = aJob()
  const begun = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const worker = await start([
    doing(job, async (attempt) => {
      begun.resolve()
      await go.promise
      await end(attempt, job)
    }),
  ])
  await worker.enqueue(job)
  await begun.promise
  const taken = 'update pgboss.job set retry_count = retry_count + 1 where name = $1'
  await owner.query(taken, [job.name])
  go.resolve()
  await worker.stop()
  expect([await effects(job.name), await stateOf(job)]).toEqual([[], ['active']])
  const { body } = await worker.metrics.render()
  expect(body).toContain(`jobs_refused_total{job="${job.name}"} 1`)
  expect(body).toContain(`jobs_ended_total{job="${job.name}",outcome="lost"} 1`)
})

test('the report shows what waits, and since when', async () => {
  const job = aJob()
  const queue = await open([job])
  await enqueueWith(queue)(job)
  await owner.query(
    `update pgboss.job set created_on = now() - interval '90s',
    start_after = now() - interval '70s' where name = $1`,
    [job.name],
  )
  expect((await queue.status()).oldestSeconds).toBeGreaterThanOrEqual(70)
  expect((await queue.status()).oldestSeconds).toBeLessThan(80)
  await queue.inside.boss.supervise()
  expect((await queue.status()).ready).toBeGreaterThanOrEqual(1)
})

test('a schedule fires once for all processes, in its own time zone, also when it was missed', async () => {
  const job = aJob({ schedule: { cron: '30 4 * * *', timeZone: 'Pacific/Auckland' } })
  const [queue] = await Promise.all([1, 2, 3].map(() => open([job], { supervise: true })))
  const work = doing(job, async (attempt) => {
    expect(attempt.cause.organisationId).toBe('house')
    await attempt.settle((tx) => write(tx, job.name))
  })
  const worker = await start([work])
  expect(await queue?.inside.boss.getSchedules(job.name)).toMatchObject([
    { cron: '30 4 * * *', timezone: 'Pacific/Auckland' },
  ])
  // As if no process had lived for two days.
  await owner.query(`update pgboss.schedule set created_on = now() - interval '3 days'`)
  await owner.query(`update pgboss.version set cron_on = now() - interval '2 days'`)
  const late = await Promise.all([1, 2, 3].map(() => open([job], { supervise: true })))
  await expect.poll(() => effects(job.name), { timeout: 10_000 }).toEqual([1])
  const { rows: sent } = await owner.query(
    `select count(*)::int as n from pgboss.job where name = $1`,
    [job.name],
  )
  expect([sent[0].n, late.length]).toEqual([1, 3])
  await worker.stop()
})

test('a schedule that the code no longer knows is gone with the next start', async () => {
  const job = aJob({ schedule: { cron: '0 4 * * *', timeZone: 'UTC' } })
  const { schedule, ...plain } = job
  const first = await start([doing(job, async () => undefined)])
  expect(await first.queue.inside.boss.getSchedules(job.name)).toHaveLength(1)
  const next = await start([doing(plain, async () => undefined)])
  expect([schedule?.cron, await next.queue.inside.boss.getSchedules(job.name)]).toEqual([
    '0 4 * * *',
    [],
  ])
})

test('the tables are those that pg-boss expects', async () => {
  const boss = new PgBoss({ db: { executeSql: (text, values) => owner.query(text, values) } })
  const report = await boss.detectSchemaDrift()
  expect(report).toMatchObject({ missing: [], mismatched: [], columnDrift: [], enumDrift: null })
})
