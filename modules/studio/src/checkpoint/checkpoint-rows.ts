import type { StoredFile } from '@holdfast/kernel/files'
import { sql, type Kysely, type Selectable } from 'kysely'
import { releaseFiles } from '../loose-file/loose-files.ts'
import type { StudioTables } from '../tables.ts'

type Db = { readonly kysely: Kysely<StudioTables> }
export type CheckpointRecord = Selectable<StudioTables['studio.checkpoint']>

/** Which result of which organisation. */
export interface CheckpointId {
  readonly organisationId: string
  readonly hash: string
}

export function findCheckpoint(
  { kysely }: Db,
  { organisationId, hash }: CheckpointId,
): Promise<CheckpointRecord | undefined> {
  return kysely
    .selectFrom('studio.checkpoint')
    .where('organisation_id', '=', organisationId)
    .where('hash', '=', hash)
    .selectAll()
    .executeTakeFirst()
}

export interface KeptResult extends CheckpointId {
  readonly step: string
  readonly file: StoredFile
  readonly facts: unknown
  readonly now: Date
}

/** False when another worker has kept the same meanwhile. */
export async function insertCheckpoint({ kysely }: Db, kept: KeptResult): Promise<boolean> {
  const { organisationId, hash, step, file, facts, now } = kept
  const inserted = await kysely
    .insertInto('studio.checkpoint')
    .values({
      organisation_id: organisationId,
      hash,
      step,
      key: file.key,
      bytes: file.bytes,
      sha256: file.sha256,
      facts: JSON.stringify(facts),
      made_at: now,
      used_at: now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'hash']).doNothing())
    .returning('hash')
    .executeTakeFirst()
  return inserted !== undefined
}

const touchedAfterMs = 3_600_000

/** That it is used is written once an hour at most. */
export async function touchCheckpoint(
  { kysely }: Db,
  row: CheckpointRecord,
  now: Date,
): Promise<void> {
  if (now.getTime() - row.used_at.getTime() < touchedAfterMs) return
  await kysely
    .updateTable('studio.checkpoint')
    .set({ used_at: now })
    .where('organisation_id', '=', row.organisation_id)
    .where('hash', '=', row.hash)
    .execute()
}

/** In one transaction with the file, and only this very one: another may have been kept since. */
export async function dropCheckpoint(tx: Db, row: CheckpointRecord, now: Date): Promise<void> {
  const { numDeletedRows } = await tx.kysely
    .deleteFrom('studio.checkpoint')
    .where('organisation_id', '=', row.organisation_id)
    .where('hash', '=', row.hash)
    .where('key', '=', row.key)
    .executeTakeFirstOrThrow()
  if (numDeletedRows > 0n) await releaseFiles(tx, [row.key], now)
}

export interface KeptAtMost {
  readonly bytes: number
  /** Not used for longer than this. */
  readonly unusedMs: number
}

/** Takes away what is too old, and what was used longest ago of what is too much. Returns its keys. */
export async function takeOutdated(
  { kysely }: Db,
  { bytes, unusedMs }: KeptAtMost,
  now: Date,
): Promise<readonly string[]> {
  const oldest = new Date(now.getTime() - unusedMs)
  const { rows } = await sql<{ key: string }>`
    with ranked as (
      select organisation_id, hash, used_at, sum(bytes) over (
        order by used_at desc, hash rows unbounded preceding) as total
      from studio.checkpoint
    )
    delete from studio.checkpoint as c using ranked as r
    where c.organisation_id = r.organisation_id and c.hash = r.hash
      and (r.total > ${bytes} or r.used_at < ${oldest})
    returning c.key`.execute(kysely)
  return rows.map(({ key }) => key)
}
