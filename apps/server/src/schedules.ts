import type { Clock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'
import { tryAdvisoryLock } from '@holdfast/kernel/postgres'

export interface ScheduledWork {
  readonly name: string
  readonly everyMs: number
  run(): Promise<void>
}

export interface Schedules {
  start(): void
  /** Starts no further run and waits for the running ones. */
  stop(): Promise<void>
}

/**
 * Does each piece of work again and again, one process at a time: whoever holds the advisory
 * lock runs it, the others skip that turn. A failure is logged and tried again next time.
 */
export function createSchedules(options: {
  readonly work: readonly ScheduledWork[]
  readonly connectionString: string
  readonly clock: Clock
  readonly log: Log
}): Schedules {
  const { work, connectionString, clock, log } = options
  const running = new Set<Promise<void>>()
  const cancels = new Map<string, () => void>()
  let stopped = false

  function plan(item: ScheduledWork): void {
    if (stopped) return
    const cancel = clock.schedule(item.everyMs, () => {
      const run = runOnce(item).finally(() => {
        running.delete(run)
        plan(item)
      })
      running.add(run)
    })
    cancels.set(item.name, cancel)
  }

  async function runOnce(item: ScheduledWork): Promise<void> {
    try {
      await tryAdvisoryLock(connectionString, `schedule:${item.name}`, () => item.run())
    } catch (error) {
      log.error({ schedule: item.name, error }, 'scheduled work failed')
    }
  }

  return {
    start() {
      for (const item of work) plan(item)
    },
    async stop() {
      stopped = true
      for (const cancel of cancels.values()) cancel()
      await Promise.all(running)
    },
  }
}
