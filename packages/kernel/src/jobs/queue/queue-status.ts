import type { Pool } from 'pg'

/** What waits, for the health report. */
export interface QueueStatus {
  /** Jobs that could run now. */
  readonly ready: number
  readonly running: number
  /** Jobs for later. */
  readonly deferred: number
  /** How long the one at the head of the worst queue has been ready. */
  readonly oldestSeconds: number
  readonly deadLetters: number
}

interface Row {
  readonly ready: number
  readonly running: number
  readonly deferred: number
  readonly oldest: number | null
  readonly dead_letters: number
}

/** Cheap: the counts are those that the supervision took within the last seconds. */
export async function readQueueStatus(pool: Pool): Promise<QueueStatus> {
  const { rows } = await pool.query<Row>(`
    select coalesce(sum(ready_count) filter (where not dead), 0)::int as ready,
           coalesce(sum(active_count) filter (where not dead), 0)::int as running,
           coalesce(sum(deferred_count) filter (where not dead), 0)::int as deferred,
           coalesce(sum(queued_count) filter (where dead), 0)::int as dead_letters,
           max(extract(epoch from now() - head.ready_on))::float8 as oldest
      from (select *, name = 'dead-letters' as dead from pgboss.queue) q
      left join lateral (
        select greatest(start_after, created_on) as ready_on from pgboss.job j
         where j.name = q.name and state < 'active' and not blocked and start_after <= now()
           and not dead
         order by priority desc, created_on limit 1
      ) head on true`)
  const [row] = rows
  return {
    ready: row?.ready ?? 0,
    running: row?.running ?? 0,
    deferred: row?.deferred ?? 0,
    oldestSeconds: Math.max(0, Math.round(row?.oldest ?? 0)),
    deadLetters: row?.dead_letters ?? 0,
  }
}
