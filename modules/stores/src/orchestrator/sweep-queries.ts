import { sql, type Kysely } from 'kysely'
import { wakeChannel } from '../claim/held-store.ts'
import type { Phase } from '../contract/states.ts'
import type { StoreRecord } from '../store/store-queries.ts'
import type { StoresTables } from '../tables.ts'

type Db = Kysely<StoresTables>

/** Has these looked at, as far as they should be running: something was noticed. */
export async function notice(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    with noticed as (
      update stores.store set next_at = clock_timestamp()
       where id = any(${ids}::uuid[]) and phase = 'ready'
      returning id
    )
    select pg_notify(${wakeChannel}, id::text) from noticed`.execute(db)
}

/** All that are ready, by engine. One text for thousands: this is asked every few seconds. */
export async function readyStores(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ engine: string; ids: string }>`
    select engine, string_agg(id::text, ',' order by id) ids
      from stores.store where phase = 'ready' group by engine`.execute(db)
  return new Map(rows.map(({ engine, ids }) => [engine, ids.split(',')]))
}

/** Takes stores whose operation is late from whoever holds them, and has them looked at. */
export async function takeFromLate(db: Db, graceMs: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with taken as (
      update stores.store s
         set fence = fence + 1, owner = null, lease_until = null, next_at = clock_timestamp()
        from stores.operation o
       where o.store_id = s.id and o.state = 'running' and s.owner is not null
         and o.deadline_at < clock_timestamp() - ${graceMs} * interval '1 millisecond'
      returning s.id
    )
    select id, pg_notify(${wakeChannel}, id::text) from taken`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of what there is outside: the stores that are deleted, and the ids that nobody here knows. */
export async function withoutRightToBe(
  db: Db,
  ids: readonly string[],
): Promise<{ readonly deleted: readonly StoreRecord[]; readonly unknown: readonly string[] }> {
  if (ids.length === 0) return { deleted: [], unknown: [] }
  // One text for thousands, and no row of those that are as they should be.
  const all = ids.join()
  const deleted = await db
    .selectFrom('stores.store')
    .selectAll()
    .where('id', '=', sql<string>`any(string_to_array(${all}, ',')::uuid[])`)
    .where('phase', '=', 'deleted')
    .execute()
  const { rows: unknown } = await sql<{ id: string }>`
    select id from unnest(string_to_array(${all}, ',')::uuid[]) id
     where not exists (select from stores.store s where s.id = id)`.execute(db)
  return { deleted, unknown: unknown.map(({ id }) => id) }
}

export async function countPhases(db: Db): Promise<ReadonlyMap<Phase, number>> {
  const { rows } = await sql<{ phase: Phase; count: number }>`
    select c.phase, count(s.id)::int count
      from (select distinct from_phase phase from stores.phase_change
             union select to_phase from stores.phase_change) c
      left join stores.store s on s.phase = c.phase
     group by 1`.execute(db)
  return new Map(rows.map(({ phase, count }) => [phase, count]))
}

/** How long the oldest store has waited that nobody has begun; 0 when none waits. */
export async function oldestWaitSeconds(db: Db): Promise<number> {
  const { rows } = await sql<{ seconds: number | null }>`
    select extract(epoch from clock_timestamp() - min(created_at))::float8 seconds
      from stores.operation where state = 'queued'`.execute(db)
  return Math.max(0, rows[0]?.seconds ?? 0)
}
