import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { aJob, doing, givenJobs, write } from '../jobs/fixtures/given-jobs.ts'
import type { Attempt, JobWorker } from '../jobs/jobs.ts'
import { createLifecycle } from '../lifecycle/lifecycle.ts'
import { createLog } from '../log/log.ts'

const { start, effects, rows } = await givenJobs()
const log = createLog({ level: 'silent', service: 'test', version: '1', role: 'worker' })

/** The work phase of a process that is sent a SIGTERM. Resolves to its exit code. */
function terminate(worker: Pick<JobWorker, 'stop'>, workMs: number): Promise<number> {
  const process = new EventEmitter()
  const code = new Promise<number>((exit) => {
    const work = { name: 'work', maxMs: workMs, run: (signal: AbortSignal) => worker.stop(signal) }
    const totalMs = 10_000
    createLifecycle({ clock: systemClock, log, phases: [work], totalMs, exit, process }).start()
  })
  process.emit('SIGTERM')
  return code
}

test('SIGTERM: the running job finishes before the process exits', async () => {
  const job = aJob()
  const begun = Promise.withResolvers<Attempt>()
  const go = Promise.withResolvers<void>()
  const worker = await start([
    doing(job, async (attempt) => {
      begun.resolve(attempt)
      await go.promise
      await attempt.settle((tx) => write(tx, job.name))
    }),
  ])
  await worker.enqueue(job)
  const attempt = await begun.promise
  const exited = terminate(worker, 5_000)
  go.resolve()
  expect([await exited, attempt.signal.aborted]).toEqual([0, false])
  expect(await effects(job.name)).toEqual([1])
})

test('SIGTERM: a job that takes longer than the phase is told to stop and given back', async () => {
  const job = aJob({ retry: { attempts: 1 } })
  const begun = Promise.withResolvers<Attempt>()
  const worker = await start([
    doing(job, async (attempt) => {
      begun.resolve(attempt)
      await new Promise(() => undefined)
    }),
  ])
  await worker.enqueue(job)
  const attempt = await begun.promise
  await terminate(worker, 100)
  expect(attempt.signal.aborted).toBe(true)
  expect((await rows(job.name)).map(({ state }) => state)).toEqual(['retry'])
})
