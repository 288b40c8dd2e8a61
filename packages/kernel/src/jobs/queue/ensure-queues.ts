import type { PgBoss, UpdateQueueOptions } from 'pg-boss'
import type { Job } from '../job.ts'
import { deadLetterQueue } from './boss.ts'
import { retryRulesOf } from './rules.ts'

const hour = 3_600

/** Without a sign of life for so long, a worker's jobs are given to others. */
const heartbeatSeconds = 10

const tenYears = 3_650 * 24 * hour

/** Beyond the deadline: for what runs then to end by itself, and for a slow settle. */
const graceSeconds = 60

/** Makes a queue of pg-boss for each job, with the rules of today. Safe to repeat and to race. */
export async function ensureQueues(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  // Nothing that waits is ever swept: neither a job nor a dead letter.
  const letters = { retentionSeconds: tenYears, deleteAfterSeconds: hour }
  await boss.createQueue(deadLetterQueue, letters)
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const job of jobs) {
    const rules = rulesOf(job)
    const queue = known.get(job.name)
    if (!queue) await boss.createQueue(job.name, { ...rules, policy: 'short' })
    else if (differs(rules, queue)) await boss.updateQueue(job.name, rules)
  }
}

function rulesOf(job: Job) {
  return {
    retryLimit: retryRulesOf(job).attempts - 1,
    retryDelay: 0,
    expireInSeconds: Math.ceil(job.deadlineMs / 1_000) + graceSeconds,
    retentionSeconds: tenYears,
    deleteAfterSeconds: hour,
    heartbeatSeconds,
    deadLetter: deadLetterQueue,
    notify: true,
  } satisfies UpdateQueueOptions
}

function differs(rules: object, queue: object): boolean {
  return Object.entries(rules).some(([key, value]) => Reflect.get(queue, key) !== value)
}
