import type { Clock } from '../../clock/clock.ts'
import type { Pool } from 'pg'
import type { BossLog } from '../queue/boss.ts'
import type { RunningJobs } from './attempt-job.ts'
import { touchOwned } from './fence.ts'
import type { RunningJob } from './running-job.ts'

export interface HeartbeatParts {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: BossLog
  readonly everyMs: number
  readonly running: RunningJobs
}

/** Says again and again that the running jobs run, and stops those that were taken away. */
export function startHeartbeats(parts: HeartbeatParts): () => void {
  const { clock, everyMs } = parts
  let stopped = false
  let cancel = clock.schedule(everyMs, beat)
  function beat(): void {
    void touchAll(parts).finally(() => {
      if (!stopped) cancel = clock.schedule(everyMs, beat)
    })
  }
  return () => {
    stopped = true
    cancel()
  }
}

/** Once, now. Stops those that were taken away or cancelled without anybody hearing of it. */
export async function touchAll({
  pool,
  log,
  running,
}: Pick<HeartbeatParts, 'pool' | 'log' | 'running'>): Promise<void> {
  const jobs = [...running.values()].filter((job) => !job.isSettling)
  const byName = Map.groupBy(jobs, ({ claim }) => claim.name)
  for (const [name, group] of byName) {
    try {
      stopTaken(
        group,
        await touchOwned(
          pool,
          name,
          group.map(({ claim }) => claim),
        ),
      )
    } catch (error) {
      log.warn({ err: error, job: name }, 'The heartbeat of running jobs failed')
    }
  }
}

/** One that settled or ended in the meantime does not mind. */
function stopTaken(jobs: readonly RunningJob[], owned: ReadonlySet<string>): void {
  for (const job of jobs) {
    if (!owned.has(job.jobId) && !job.isSettling) job.stop('lost')
  }
}
