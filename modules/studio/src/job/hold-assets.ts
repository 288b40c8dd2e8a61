import { useAssets } from '../asset/asset-rows.ts'
import type { StudioContext, StudioTransaction } from '../parts.ts'
import type { JobRecord } from './job-rows.ts'

/**
 * Makes sure that everything of the library which a job is made of is still there, and stays until
 * this transaction has ended. Throws `studio.unknownAsset` where some of it was deleted.
 */
export async function holdAssets(
  ctx: StudioContext,
  tx: StudioTransaction,
  job: Pick<JobRecord, 'input'>,
): Promise<void> {
  await useAssets(tx.kysely, ctx, await assetIdsIn(ctx, tx, job))
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The input is its maker's: of the ids in it, those of assets, deleted ones as well. */
async function assetIdsIn(
  ctx: StudioContext,
  tx: StudioTransaction,
  { input }: Pick<JobRecord, 'input'>,
): Promise<readonly string[]> {
  const ids = [...new Set(JSON.stringify(input).match(uuids))]
  if (ids.length === 0) return []
  const assets = await tx.kysely
    .selectFrom('studio.asset')
    .where('organisation_id', '=', ctx.organisationId)
    .where('id', 'in', ids)
    .select('id')
    .execute()
  return assets.map(({ id }) => id)
}
