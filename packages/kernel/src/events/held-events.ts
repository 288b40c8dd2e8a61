import { sql } from 'kysely'
import type { EventSource } from './read-events.ts'

/**
 * Whether events are committed that readers may not take yet, because an older transaction still
 * runs. Nobody notifies when it ends: a reader looks again soon.
 */
export async function hasHeldEvents(source: EventSource): Promise<boolean> {
  const { rows } = await sql<{ readonly held: boolean }>`
    select exists (
      select 1 from kernel.event
       where transaction_id >= pg_snapshot_xmin(pg_current_snapshot())) as held`.execute(
    source.kysely,
  )
  return rows[0]?.held ?? false
}
