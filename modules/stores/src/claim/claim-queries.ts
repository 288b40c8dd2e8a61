import { sql, type Kysely } from 'kysely'
import type { StoreRecord } from '../store/store-queries.ts'
import type { StoresTables } from '../tables.ts'
import type { Candidate, Running } from './choose-stores.ts'
import { inMs } from './held-store.ts'

type Db = Kysely<StoresTables>

const isFree = sql<boolean>`(owner is null or lease_until <= clock_timestamp())`
const isDue = sql<boolean>`(next_at <= clock_timestamp() and ${isFree})`
/** What a claim starts the provisioning of. */
const begins = sql<boolean>`(phase in ('requested', 'queued') and desired in ('running', 'suspended'))`

/**
 * Claims are made one after the other, in milliseconds: who counts what is provisioned sees all
 * that were claimed before. Nobody holds it while anything is provisioned.
 */
export async function takeTurn(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('stores.claim', 0))`.execute(db)
}

interface Wanted {
  readonly engines: readonly string[]
  readonly free: number
  /** What this process has not let go of yet. */
  readonly except: readonly string[]
}

export interface WaitingStore extends Candidate {
  readonly phase: StoreRecord['phase']
}

/** What waits to be looked at, oldest first: of each organisation as many as could be taken. */
export async function waitingStores(
  db: Db,
  { engines, free, except }: Wanted,
): Promise<readonly WaitingStore[]> {
  const { rows } = await sql<WaitingStore>`
    select id, organisation_id "organisationId", engine, phase, begins
      from (select id, organisation_id, engine, phase, next_at, ${begins} begins,
                   row_number() over (
                     partition by organisation_id, engine, ${begins} order by next_at, id
                   ) place
              from stores.store
             where ${isDue} and engine = any(${engines}::text[])
               and id <> all(${except}::uuid[])) waiting
     where place <= ${free}
     order by next_at, id`.execute(db)
  return rows
}

/** What is being done, by organisation and engine. */
export async function runningStores(db: Db): Promise<readonly Running[]> {
  const { rows } = await sql<Running>`
    select organisation_id "organisationId", engine,
           count(*) filter (where owner is not null)::int held,
           count(*) filter (where phase in ('provisioning', 'verifying'))::int provisioned
      from stores.store
     where owner is not null or phase in ('provisioning', 'verifying')
     group by 1, 2`.execute(db)
  return rows
}

/** Takes those that are still free, each under a greater fence. A row that somebody writes waits. */
export async function takeStores(
  db: Db,
  ids: readonly string[],
  { owner, leaseMs }: { readonly owner: string; readonly leaseMs: number },
): Promise<readonly StoreRecord[]> {
  if (ids.length === 0) return []
  return db
    .updateTable('stores.store')
    .set((eb) => ({
      owner,
      fence: eb('fence', '+', 1),
      lease_until: inMs(leaseMs),
      claimed_at: sql<Date>`clock_timestamp()`,
    }))
    .where('id', 'in', (query) =>
      query
        .selectFrom('stores.store')
        .select('id')
        .where('id', 'in', [...ids])
        .where(isDue)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
}

/** In how many milliseconds the next store falls due, or the next lease runs out. */
export async function nextDueMs(db: Db, engines: readonly string[]): Promise<number | undefined> {
  const { rows } = await sql<{ ms: number | null }>`
    select (extract(epoch from least(
      (select min(next_at) from stores.store
        where next_at > clock_timestamp() and owner is null and engine = any(${engines}::text[])),
      (select min(lease_until) from stores.store
        where owner is not null and lease_until > clock_timestamp())
    ) - clock_timestamp()) * 1000)::float8 ms`.execute(db)
  return rows[0]?.ms ?? undefined
}
