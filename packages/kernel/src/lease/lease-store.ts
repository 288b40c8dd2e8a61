import { sql } from 'kysely'
import type { Database, Transaction } from '../postgres/postgres.ts'
import { LeaseLost, type LeasedRow } from './hold-lease.ts'

export interface Claim {
  readonly key: string
  readonly owner: string
  readonly fence: bigint
}

export interface Wanted {
  readonly key: string
  readonly owner: string
  readonly leaseMs: number
}

/** Claims a key that is free, or whose lease has run out. Undefined when somebody holds it. */
export async function claimKey(
  { kysely }: Database<unknown>,
  { key, owner, leaseMs }: Wanted,
): Promise<Claim | undefined> {
  const { rows } = await sql<{ fence: bigint }>`
    insert into kernel.lease as l (key, owner, lease_until, fence)
    values (${key}, ${owner}, ${endOf(leaseMs)}, 1)
    on conflict (key) do update
       set owner = excluded.owner, lease_until = excluded.lease_until, fence = l.fence + 1
     where l.owner is null or l.lease_until <= clock_timestamp()
    returning fence`.execute(kysely)
  const [claimed] = rows
  return claimed && { key, owner, fence: BigInt(claimed.fence) }
}

/** A key's row as its holder sees it. A lease that ran out may go on while nobody claimed it. */
export function keyRow(
  { kysely }: Database<unknown>,
  { key, owner, fence }: Claim,
  leaseMs: number,
): LeasedRow {
  const held = sql`key = ${key} and fence = ${fence} and owner = ${owner}`
  return {
    async renew() {
      const renewed = await sql`
        update kernel.lease set lease_until = ${endOf(leaseMs)} where ${held}`.execute(kysely)
      return renewed.numAffectedRows === 1n
    },
    async release() {
      await sql`
        update kernel.lease set owner = null, lease_until = clock_timestamp() where ${held}
      `.execute(kysely)
    },
  }
}

/** Locks the key's row for this transaction; throws `LeaseLost` when it is another's. */
export async function lockKey(
  tx: Transaction<unknown>,
  { key, owner, fence }: Claim,
): Promise<void> {
  const { rows } = await sql`
    select from kernel.lease
     where key = ${key} and fence = ${fence} and owner = ${owner}
       for update`.execute(tx.kysely)
  if (rows.length === 0) throw new LeaseLost(`${key} is another’s, or nobody’s`)
}

/** By the database's clock: those of the holders may differ. */
function endOf(leaseMs: number) {
  return sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`
}
