import {
  createJobWorker,
  defineJob,
  noInput,
  openJobs,
  type Attempt,
  type JobWorker,
} from '@holdfast/kernel/jobs'
import { createDatabase, createListener } from '@holdfast/kernel/postgres'
import { Client } from 'pg'
import { Countdown, type Contestant, type Servers } from '../contestant.ts'

const log = { warn: () => undefined, error: () => undefined }
const cause = { organisationId: 'bench', actorId: 'bench', correlationId: 'bench' }

/** Jobs that have no effect: their ends are written together. */
export function holdfast(servers: Servers): Promise<Contestant> {
  return start(servers, { name: 'bench.trivial', concurrency: 2_000, run: async () => undefined })
}

/** Each job applies its effect in a transaction of its own, under the fence. */
export function holdfastFenced(servers: Servers): Promise<Contestant> {
  return start(servers, { name: 'bench.fenced', concurrency: 20, run: settleNothing })
}

function settleNothing(attempt: Attempt): Promise<void> {
  return attempt.settle(async () => undefined)
}

interface Kind {
  readonly name: string
  readonly concurrency: number
  run(attempt: Attempt): Promise<void>
}

async function start({ appUrl, ownerUrl }: Servers, kind: Kind): Promise<Contestant> {
  const { name, concurrency } = kind
  const job = defineJob({ name, input: noInput, deadlineMs: 60_000 })
  const queue = await openJobs({ connectionString: appUrl, jobs: [job], log, supervise: false })
  const database = createDatabase({ connectionString: appUrl, applicationName: 'bench', log })
  const listener = createListener({ connectionString: appUrl, log })
  const rows = new Client(ownerUrl)
  await rows.connect()
  const countdown = new Countdown()
  const newWorker = (): JobWorker =>
    createJobWorker({
      queue,
      database,
      listener,
      log,
      concurrency,
      organisationId: 'bench',
      work: [
        {
          job,
          async run(attempt) {
            await kind.run(attempt)
            countdown.done()
          },
        },
      ],
    })
  const enqueue = () => database.transaction((tx) => queue.enqueue(tx, { job, input: {}, cause }))
  let idle: JobWorker | undefined
  let left: Promise<void> | undefined

  return {
    async fill(count) {
      await idle?.stop()
      idle = undefined
      await rows.query('delete from pgboss.job where name = $1', [name])
      // The product deletes later and leaves this to autovacuum.
      await rows.query('vacuum pgboss.job_common')
      left = countdown.start(count)
      await enqueue()
      await rows.query(copyOfOne, [name, count - 1])
    },
    async drain() {
      const worker = newWorker()
      await worker.start()
      await left
      await worker.stop()
    },
    async pickUp() {
      if (!idle) {
        idle = newWorker()
        await idle.start()
        await idle.waitUntilIdle()
      }
      const begun = countdown.start(1)
      await enqueue()
      await begun
    },
    async close() {
      await idle?.stop()
      await listener.close()
      await queue.close()
      await database.close()
      await rows.end()
    },
  }
}

/** As many rows as `enqueue` would write, in a moment. */
const copyOfOne = `
  insert into pgboss.job_common (id, name, data, retry_limit, expire_seconds, deletion_seconds,
    keep_until, policy, singleton_key, dead_letter, heartbeat_seconds)
  select gen_random_uuid(), name, data, retry_limit, expire_seconds, deletion_seconds, keep_until,
         policy, gen_random_uuid()::text, dead_letter, heartbeat_seconds
    from pgboss.job, generate_series(1, $2) where name = $1`
