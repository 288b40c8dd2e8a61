import { systemClock, type Clock } from '@holdfast/kernel/clock'
import { newId } from '@holdfast/kernel/ids'
import { createJobWorker, openJobs, type JobQueue } from '@holdfast/kernel/jobs'
import { createLog } from '@holdfast/kernel/log'
import { jobWork, type BoundJob } from '@holdfast/kernel/module'
import { createListener, type Database } from '@holdfast/kernel/postgres'
import { afterAll } from 'vitest'

export interface TestJobsOptions {
  readonly database: Database<unknown>
  /** As the application's role. */
  readonly appUrl: string
  readonly jobs: readonly BoundJob[]
  readonly clock?: Clock
}

export interface TestJobs {
  /** For `createContext` and `createSubscriptions`. */
  readonly queue: JobQueue
  /** Resolves when every job that is due has run, with those that they have enqueued. */
  waitUntilIdle(): Promise<void>
}

const silent = createLog({ level: 'silent', service: 'test', version: '0', role: 'test' })

/**
 * Runs a module's jobs on a test's own database, until the file's last test. `clock` is what the
 * handlers see; when a job is due the database's clock decides.
 */
export async function runTestJobs(options: TestJobsOptions): Promise<TestJobs> {
  const { database, appUrl, clock = systemClock } = options
  const log = silent
  const jobs = options.jobs.map(({ job }) => job)
  const queue = await openJobs({ connectionString: appUrl, jobs, log, supervise: false })
  const listener = createListener({ connectionString: appUrl, log })
  const parts = { database, log, ids: newId, clock, jobs: queue }
  const worker = createJobWorker({
    queue,
    database,
    listener,
    log,
    work: options.jobs.map((bound) => jobWork(bound, parts)),
    organisationId: 'test',
    pollEveryMs: 50,
  })
  await worker.start()
  afterAll(async () => {
    await worker.stop()
    await listener.close()
    await queue.close()
  })
  return { queue, waitUntilIdle: () => worker.waitUntilIdle() }
}
