import type { JobWithMetadata, PgBoss } from 'pg-boss'
import type { Pool } from 'pg'
import { readEnvelope, type Envelope } from '../queue/envelope.ts'

/** A job that this process has taken. Its id and its number of claims are the fence. */
export interface Claim {
  readonly name: string
  readonly jobId: string
  /** How often it had been claimed before: nobody else holds it under this number. */
  readonly retryCount: number
  readonly retryLimit: number
  /** Undefined when somebody else wrote the row. */
  readonly envelope: Envelope | undefined
  /** How long it had been ready. */
  readonly waitedMs: number
}

/** Takes up to `count` jobs of one name that are due; never one that somebody else holds. */
export async function takeJobs(boss: PgBoss, name: string, count: number): Promise<Claim[]> {
  const jobs = await boss.fetch<unknown>(name, { batchSize: count, includeMetadata: true })
  return jobs.map(claimOf)
}

function claimOf(job: JobWithMetadata<unknown>): Claim {
  const readyAtMs = Math.max(job.startAfter.getTime(), job.createdOn.getTime())
  return {
    name: job.name,
    jobId: job.id,
    retryCount: job.retryCount,
    retryLimit: job.retryLimit,
    envelope: readEnvelope(job.data),
    waitedMs: Math.max(0, job.startedOn.getTime() - readyAtMs),
  }
}

/** Which of these have a job that is due. */
export async function dueNames(pool: Pool, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from unnest($1::text[]) as q (name)
      where exists (select from pgboss.job j where j.name = q.name and j.state < 'active'
                       and not j.blocked and j.start_after <= now())`,
    [names],
  )
  return rows.map(({ name }) => name)
}
