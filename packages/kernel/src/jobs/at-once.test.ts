import { expect, test } from 'vitest'
import { aJob, doing, givenJobs } from './fixtures/given-jobs.ts'
import { defineJob, noInput, type Attempt, type Job } from './jobs.ts'

const { start, rows } = await givenJobs()

/** Runs until it is let go; says how many ran at once at most. */
function counted(job: Job) {
  const state = { now: 0, most: 0, ended: 0 }
  const go = Promise.withResolvers<void>()
  const work = doing(job, async () => {
    state.now += 1
    state.most = Math.max(state.most, state.now)
    await go.promise
    state.now -= 1
    state.ended += 1
  })
  return { state, work, go: go.resolve }
}

async function running(job: Job): Promise<number> {
  return (await rows(job.name)).filter(({ state }) => state === 'active').length
}

test('of a job with atOnce no process takes more, and all are done in the end', async () => {
  const job = aJob({ atOnce: 2, deadlineMs: 60_000 })
  const [one, two] = [counted(job), counted(job)]
  const first = await start([one.work])
  await Promise.all(Array.from({ length: 7 }, () => first.enqueue(job)))
  await expect.poll(() => one.state.now).toBe(2)
  // Those that nobody can run stay in the queue, where another process finds them.
  await start([two.work])
  await expect.poll(() => two.state.now).toBe(2)
  expect(await running(job)).toBe(4)
  one.go()
  two.go()
  await expect.poll(() => one.state.ended + two.state.ended).toBe(7)
  expect([one.state.most, two.state.most]).toEqual([2, 2])
})

test('a full job keeps no other job waiting', async () => {
  const [full, other] = [aJob({ atOnce: 1, deadlineMs: 60_000 }), aJob()]
  const { state, work, go } = counted(full)
  const ran = Promise.withResolvers<void>()
  const worker = await start([work, doing(other, async () => ran.resolve())])
  await Promise.all([worker.enqueue(full), worker.enqueue(full), worker.enqueue(full)])
  await expect.poll(() => state.now).toBe(1)
  await worker.enqueue(other)
  await ran.promise
  expect(await running(full)).toBe(1)
  go()
})

test('a handler that was told to stop counts until it has', async () => {
  const [job, marker] = [aJob({ atOnce: 1, deadlineMs: 60_000 }), aJob()]
  const begun: Attempt[] = []
  const stopped = Promise.withResolvers<void>()
  const marked = Promise.withResolvers<void>()
  const work = doing(job, async (attempt) => {
    begun.push(attempt)
    // As a program that takes its time to die.
    if (begun.length === 1) await stopped.promise
  })
  const worker = await start([work, doing(marker, async () => marked.resolve())])
  const jobId = await worker.enqueue(job)
  await worker.enqueue(job)
  await expect.poll(() => begun.length).toBe(1)
  await worker.queue.cancel({ jobId })
  const ended = `jobs_ended_total{job="${job.name}",outcome="cancelled"} 1`
  await expect.poll(async () => (await worker.metrics.render()).body).toContain(ended)
  // Its attempt is over, and others are taken, but nobody takes its place.
  await worker.enqueue(marker)
  await marked.promise
  expect(begun).toHaveLength(1)
  stopped.resolve()
  await expect.poll(() => begun.length).toBe(2)
})

test('atOnce is a whole number of one or more', () => {
  const job = { name: 'a', input: noInput, deadlineMs: 1 }
  for (const atOnce of [0, -1, 1.5, Number.NaN]) {
    expect(() => defineJob({ ...job, atOnce })).toThrow('atOnce')
  }
})
