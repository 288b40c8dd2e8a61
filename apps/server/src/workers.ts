import type { Clock } from '@holdfast/kernel/clock'
import { createSubscriptions, sealAuditTrail } from '@holdfast/kernel/events'
import type { Idempotency } from '@holdfast/kernel/idempotency'
import type { Log } from '@holdfast/kernel/log'
import type { Module, Schedule } from '@holdfast/kernel/module'
import { createListener } from '@holdfast/kernel/postgres'
import { systemContext } from './business.ts'
import { createSchedules, type ScheduledWork } from './schedules.ts'
import type { Storage } from './storage.ts'

/** What goes on behind the requests: mails by events, sweeping, sealing. */
export interface Workers {
  start(): void
  /** Takes on nothing more and resolves when what runs has ended. */
  stop(): Promise<void>
}

export interface WorkerParts {
  readonly modules: readonly Module[]
  readonly storage: Storage
  readonly idempotency: Idempotency
  readonly clock: Clock
  readonly log: Log
}

const sealEveryMs = 30_000
const sweepEveryMs = 600_000

export function createWorkers(parts: WorkerParts): Workers {
  const { modules, storage, clock, log } = parts
  const { database, connectionString } = storage
  const listener = createListener({ connectionString, clock, log })
  const subscriptions = createSubscriptions({
    database,
    listener,
    clock,
    log,
    subscriptions: modules.flatMap((module) => module.subscriptions),
  })
  const schedules = createSchedules({ work: scheduledWork(parts), connectionString, clock, log })
  return {
    start() {
      subscriptions.start()
      schedules.start()
    },
    async stop() {
      await Promise.all([subscriptions.stop(), schedules.stop()])
      await listener.close()
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

function asWork(schedule: Schedule, { storage, log }: WorkerParts): ScheduledWork {
  return {
    name: schedule.name,
    everyMs: schedule.everyMs,
    run: () => schedule.run(systemContext(storage.database, log)),
  }
}
