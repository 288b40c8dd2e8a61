import { sql, type Kysely } from 'kysely'
import type { JobState } from '../contract.ts'
import type { StudioTables } from '../tables.ts'
import type { JobRecord } from './job-rows.ts'
import type { Step } from './progress.ts'

export interface StepOf {
  readonly job: JobRecord
  readonly step: Step
  readonly now: Date
}

/**
 * Writes how far an attempt is, with its event, in one statement. False when the job does not run
 * in this attempt any more: nothing is written then.
 */
export async function writeStep(
  db: Kysely<StudioTables>,
  { job, step, now }: StepOf,
): Promise<boolean> {
  const { rows } = await sql`
    with told as (
      update studio.job
         set stage = ${step.stage}, percent = ${step.percent}, left_ms = ${step.leftMs},
             changed_at = ${now}, last_event = last_event + 1
       where id = ${job.id} and queue_id = ${job.queue_id} and claim = ${job.claim}
         and state = 'running'
      returning *
    )
    insert into studio.job_event (job_id, number, state, stage, percent, left_ms, attempt, at)
    select id, last_event, state, stage, percent, left_ms, attempt, changed_at from told
    returning number`.execute(db)
  return rows.length === 1
}

/** The state of the job while it is that attempt's: the row is the truth. */
export async function readOwnState(
  db: Kysely<StudioTables>,
  job: JobRecord,
): Promise<JobState | undefined> {
  const row = await db
    .selectFrom('studio.job')
    .where('id', '=', job.id)
    .where('queue_id', '=', job.queue_id)
    .where('claim', '=', job.claim)
    .select('state')
    .executeTakeFirst()
  return row?.state
}
