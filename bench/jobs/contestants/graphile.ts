import { Logger, makeWorkerUtils, run, runMigrations, type Runner } from 'graphile-worker'
import { Pool } from 'pg'
import { Countdown, type Contestant, type Servers } from '../contestant.ts'

const logger = new Logger(() => () => undefined)

/** graphile-worker in the same database, with its queue in this process and batched ends. */
export async function graphile({ ownerUrl }: Servers): Promise<Contestant> {
  const pgPool = new Pool({ connectionString: ownerUrl, max: 10 })
  pgPool.on('error', () => undefined)
  pgPool.on('connect', (client) => client.on('error', () => undefined))
  await runMigrations({ pgPool, logger })
  const utils = await makeWorkerUtils({ pgPool, logger })
  const countdown = new Countdown()
  let left: Promise<void> | undefined
  let idle: Runner | undefined

  function start(localQueue: { size: number } | undefined): Promise<Runner> {
    return run({
      pgPool,
      logger,
      noHandleSignals: true,
      taskList: { trivial: async () => countdown.done() },
      preset: {
        worker: {
          concurrentJobs: 24,
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
          ...(localQueue ? { localQueue } : {}),
        },
      },
    })
  }

  return {
    async fill(count) {
      await idle?.stop()
      idle = undefined
      left = countdown.start(count)
      await pgPool.query(
        `select graphile_worker.add_jobs(array(
           select ('trivial', '{}'::json, null, now(), null, null, null, null)::graphile_worker.job_spec
             from generate_series(1, $1)))`,
        [count],
      )
    },
    async drain() {
      const runner = await start({ size: 500 })
      await left
      await runner.stop()
    },
    async pickUp() {
      idle ??= await start(undefined)
      const begun = countdown.start(1)
      await utils.addJob('trivial', {})
      await begun
    },
    async close() {
      await idle?.stop()
      await utils.release()
      await pgPool.end()
    },
  }
}
