import type { Kysely } from 'kysely'
import type { Job } from '../contract.ts'
import type { StudioTables } from '../tables.ts'
import type { JobRecord } from './job-rows.ts'
import { possibleActions } from './states.ts'

/** A job as everybody of its organisation sees it. */
export function jobOnWire(job: JobRecord, assetIds: readonly string[] = []): Job {
  return {
    id: job.id,
    kind: job.kind,
    title: job.title,
    state: job.state,
    stage: job.stage,
    percent: job.percent,
    leftMs: job.left_ms,
    attempt: job.attempt,
    projectId: job.project_id,
    variant: job.variant,
    seed: job.seed,
    credits: job.credits,
    assetIds: [...assetIds],
    failure: job.failure,
    can: [...possibleActions(job.state)],
    lastEvent: job.last_event,
    createdBy: job.created_by,
    createdAt: job.created_at.toISOString(),
    startedAt: job.started_at?.toISOString() ?? null,
    endedAt: job.ended_at?.toISOString() ?? null,
    correlationId: job.correlation_id,
  }
}

/** `jobOnWire` with what it made: the result first. */
export async function jobWithAssets(db: Kysely<StudioTables>, job: JobRecord): Promise<Job> {
  const made = job.state === 'succeeded' ? await madeBy(db, [job.id]) : []
  return jobOnWire(
    job,
    made.map(({ id }) => id),
  )
}

/** `jobOnWire` of several, with what they made: the result of each first. */
export async function jobsOnWire(
  db: Kysely<StudioTables>,
  jobs: readonly JobRecord[],
): Promise<Job[]> {
  const ids = jobs.filter(({ state }) => state === 'succeeded').map(({ id }) => id)
  const made = ids.length === 0 ? [] : await madeBy(db, ids)
  return jobs.map((job) => {
    const own = made.filter(({ job_id }) => job_id === job.id)
    return jobOnWire(
      job,
      own.map(({ id }) => id),
    )
  })
}

/** Ids grow with the order in which the files of a job were published. */
function madeBy(db: Kysely<StudioTables>, jobIds: readonly string[]) {
  return db
    .selectFrom('studio.asset')
    .where('job_id', 'in', jobIds)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .select(['id', 'job_id'])
    .execute()
}
