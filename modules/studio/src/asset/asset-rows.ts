import type { Kysely, Selectable } from 'kysely'
import { problems } from '../problems.ts'
import type { StudioTables } from '../tables.ts'

export type AssetRecord = Selectable<StudioTables['studio.asset']>
type Db = Kysely<StudioTables>

export interface OfOrganisation {
  readonly organisationId: string
}

/** The assets of an organisation that are not deleted. */
export function selectAssets(db: Db, { organisationId }: OfOrganisation) {
  return db
    .selectFrom('studio.asset as a')
    .where('a.organisation_id', '=', organisationId)
    .where('a.deleted_at', 'is', null)
    .selectAll('a')
}

/** Throws `studio.unknownAsset`, also for one of another organisation. */
export async function requireAsset(db: Db, of: OfOrganisation, id: string): Promise<AssetRecord> {
  return found(await selectAssets(db, of).where('a.id', '=', id).executeTakeFirst())
}

/** The same; who wants to change or to use it waits for this transaction. */
export async function lockAsset(db: Db, of: OfOrganisation, id: string): Promise<AssetRecord> {
  return found(await selectAssets(db, of).where('a.id', '=', id).forUpdate().executeTakeFirst())
}

/**
 * The assets of these ids, in their order, which nobody can delete before this transaction has
 * ended: for what begins to use them. Throws `studio.unknownAsset` when one is missing.
 */
export async function useAssets(
  db: Db,
  of: OfOrganisation,
  ids: readonly string[],
): Promise<readonly AssetRecord[]> {
  if (ids.length === 0) return []
  const rows = await selectAssets(db, of)
    .where('a.id', 'in', ids)
    .orderBy('a.id')
    .forShare()
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => found(byId.get(id.toLowerCase())))
}

function found(asset: AssetRecord | undefined): AssetRecord {
  if (!asset) throw problems.unknownAsset()
  return asset
}
