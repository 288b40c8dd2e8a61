import type { Kysely, Selectable } from 'kysely'
import type { JobEvent } from '../contract.ts'
import type { StudioTables } from '../tables.ts'

export interface JobEventQuery {
  readonly jobId: string
  readonly after: number
  readonly limit: number
}

/** What happened to a job behind `after`, oldest first. Whose job it is has been looked at. */
export async function readJobEvents(
  db: Kysely<StudioTables>,
  { jobId, after, limit }: JobEventQuery,
): Promise<JobEvent[]> {
  const rows = await db
    .selectFrom('studio.job_event')
    .where('job_id', '=', jobId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .selectAll()
    .execute()
  return rows.map(eventOnWire)
}

function eventOnWire(event: Selectable<StudioTables['studio.job_event']>): JobEvent {
  return {
    number: event.number,
    state: event.state,
    stage: event.stage,
    percent: event.percent,
    leftMs: event.left_ms,
    attempt: event.attempt,
    failure: event.failure,
    at: event.at.toISOString(),
  }
}
