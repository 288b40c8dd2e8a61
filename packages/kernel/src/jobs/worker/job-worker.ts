import { systemClock, type Clock } from '../../clock/clock.ts'
import type { Metrics } from '../../metrics/metrics.ts'
import type { Database, Listener } from '../../postgres/postgres.ts'
import { cancelChannel, wakeChannel, type BossLog } from '../queue/boss.ts'
import type { OpenJobs } from '../queue/open-jobs.ts'
import type { RunningJobs } from './attempt-job.ts'
import { Claimer } from './claimer.ts'
import { Completions } from './completions.ts'
import { startHeartbeats, touchAll } from './heartbeats.ts'
import { createJobMetrics } from './job-metrics.ts'
import type { JobWork } from './job-work.ts'
import { applySchedules } from './schedules.ts'

export interface JobWorkerOptions {
  readonly queue: OpenJobs
  /** For settling: its connections hold the effects. */
  readonly database: Database<unknown>
  /** Wakes it at once; without notifications it looks every `pollEveryMs`. */
  readonly listener: Pick<Listener, 'subscribe' | 'onReconnect'>
  readonly work: readonly JobWork[]
  /** For whom scheduled jobs act. */
  readonly organisationId: string
  readonly log: BossLog
  readonly clock?: Clock
  readonly metrics?: Pick<Metrics, 'counter' | 'histogram'>
  /** How many jobs this process runs at once; 20 unless told. One name gets three quarters. */
  readonly concurrency?: number
  /** The backstop, and how exactly delays end; 1,000 unless told. */
  readonly pollEveryMs?: number
  readonly heartbeatEveryMs?: number
}

/** Runs jobs in this process, in as many processes as you like. */
export interface JobWorker {
  /** Begins to take jobs, and keeps the schedules of `work` and no others. */
  start(): Promise<void>
  /**
   * Takes nothing more and resolves when the running ones have ended. Once `signal` aborts they
   * are told to stop and given back: another process begins them again, and no attempt is spent.
   */
  stop(signal?: AbortSignal): Promise<void>
  /** Resolves when none runs here and none is due. For tests. */
  waitUntilIdle(): Promise<void>
}

export function createJobWorker(options: JobWorkerOptions): JobWorker {
  const { queue, database, listener, log, clock = systemClock } = options
  const { boss, pool } = queue.inside
  const running: RunningJobs = new Map()
  const claimer = new Claimer({
    boss,
    pool,
    database,
    clock,
    log,
    running,
    work: options.work,
    metrics: createJobMetrics(options.metrics),
    completions: new Completions(pool),
    concurrency: options.concurrency ?? 20,
    pollEveryMs: options.pollEveryMs ?? 1_000,
  })
  const stops: (() => void)[] = []
  let claiming: Promise<void> = Promise.resolve()
  const handBack = () => {
    for (const job of running.values()) job.stop('shutdown')
  }

  return {
    async start() {
      await applySchedules(boss, options)
      const everyMs = options.heartbeatEveryMs ?? 3_000
      stops.push(
        listener.subscribe(wakeChannel, (name) => claimer.wake(name)),
        listener.subscribe(cancelChannel, (jobId) => running.get(jobId)?.stop('cancelled')),
        listener.onReconnect(() => claimer.wake()),
        // Who was cancelled while nobody could hear of it.
        listener.onReconnect(() => void touchAll({ pool, log, running })),
      )
      // Last to end: what still runs needs its heartbeats.
      stops.push(startHeartbeats({ pool, clock, log, everyMs, running }))
      claiming = claimer.run()
    },
    async stop(signal) {
      claimer.stop()
      await claiming
      if (signal?.aborted) handBack()
      signal?.addEventListener('abort', handBack, { once: true })
      await claimer.untilEnded()
      signal?.removeEventListener('abort', handBack)
      for (const end of stops.splice(0)) end()
    },
    waitUntilIdle: () => claimer.untilIdle(),
  }
}
