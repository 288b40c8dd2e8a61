import { hastenJobs } from '@holdfast/kernel/jobs'
import type { StudioTransaction } from '../parts.ts'
import type { JobRecord } from './job-rows.ts'

/** More than the one who may: who is just asking hears nothing of this, and waits anew. */
const nextInLine = 4

/**
 * In the transaction in which one job of a person stops to run: those of theirs that wait for their
 * turn ask at once, the oldest first.
 */
export async function wakeNext(
  tx: StudioTransaction,
  { organisation_id, created_by }: Pick<JobRecord, 'organisation_id' | 'created_by'>,
): Promise<void> {
  const waiting = await tx.kysely
    .selectFrom('studio.job')
    .where('organisation_id', '=', organisation_id)
    .where('created_by', '=', created_by)
    .where('state', '=', 'queued')
    .orderBy('id')
    .limit(nextInLine)
    .select('queue_id')
    .execute()
  await hastenJobs(
    tx.withTypes<unknown>(),
    waiting.map(({ queue_id }) => queue_id),
  )
}
