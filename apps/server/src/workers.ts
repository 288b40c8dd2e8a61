import type { Clock } from '@holdfast/kernel/clock'
import { createSubscriptions, sealAuditTrail } from '@holdfast/kernel/events'
import type { Idempotency } from '@holdfast/kernel/idempotency'
import type { OpenJobs } from '@holdfast/kernel/jobs'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import type { Module, Schedule } from '@holdfast/kernel/module'
import type { Listener } from '@holdfast/kernel/postgres'
import { systemContext } from './business.ts'
import { createModuleWorker } from './jobs.ts'
import { createSchedules, type ScheduledWork } from './schedules.ts'
import type { Storage } from './storage.ts'

/** What goes on behind the requests: jobs, mails by events, sweeping, sealing. */
export interface Workers {
  start(): Promise<void>
  /**
   * Takes on nothing more and resolves when what runs has ended. Once `signal` aborts, running
   * jobs are told to stop and given back.
   */
  stop(signal?: AbortSignal): Promise<void>
}

export interface WorkerParts {
  readonly modules: readonly Module[]
  readonly storage: Storage
  readonly idempotency: Idempotency
  readonly queue: OpenJobs
  /** Wakes them. Whoever made it closes it afterwards. */
  readonly listener: Listener
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

const sealEveryMs = 30_000
const sweepEveryMs = 600_000

export function createWorkers(parts: WorkerParts): Workers {
  const { modules, storage, queue, listener, clock, log } = parts
  const { database, connectionString } = storage
  const subscriptions = createSubscriptions({
    database,
    listener,
    clock,
    log,
    jobs: queue,
    subscriptions: modules.flatMap((module) => module.subscriptions),
  })
  const schedules = createSchedules({ work: scheduledWork(parts), connectionString, clock, log })
  const jobs = createModuleWorker(parts)
  return {
    async start() {
      subscriptions.start()
      schedules.start()
      await jobs.start()
    },
    async stop(signal) {
      await Promise.all([subscriptions.stop(), schedules.stop(), jobs.stop(signal)])
    },
  }
}

function scheduledWork(parts: WorkerParts): readonly ScheduledWork[] {
  const { modules, storage, idempotency } = parts
  return [
    {
      name: 'kernel.sealAuditTrail',
      everyMs: sealEveryMs,
      run: async () => void (await sealAuditTrail(storage.database)),
    },
    {
      name: 'kernel.sweepIdempotencyKeys',
      everyMs: sweepEveryMs,
      run: async () => void (await idempotency.sweep()),
    },
    ...modules.flatMap((module) => module.schedules).map((one) => asWork(one, parts)),
  ]
}

function asWork(schedule: Schedule, { storage, log, queue }: WorkerParts): ScheduledWork {
  return {
    name: schedule.name,
    everyMs: schedule.everyMs,
    run: () => schedule.run(systemContext(storage.database, log, queue)),
  }
}
