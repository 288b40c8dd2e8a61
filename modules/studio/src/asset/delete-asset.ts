import type { RouteInput } from '@holdfast/kernel/contract'
import { sql } from 'kysely'
import type { assetRoutes } from '../contract.ts'
import { endedStates } from '../job/states.ts'
import { releaseFiles } from '../loose-file/loose-files.ts'
import { sweepSoon } from '../loose-file/sweep-files.ts'
import type { StudioContext, StudioTransaction } from '../parts.ts'
import { problems } from '../problems.ts'

type Route = (typeof assetRoutes)['deleteAsset']

/**
 * Deletes an asset and ends the links to it; its file is removed once that is committed. Throws
 * `studio.assetInUse` while something is made of it. Safe to call twice.
 */
export async function deleteAsset(
  ctx: StudioContext,
  { params }: RouteInput<Route>,
): Promise<undefined> {
  ctx.permit('studio.delete')
  await ctx.transaction(async (tx) => {
    const asset = await lockAlsoDeleted(ctx, tx, params.id)
    if (asset.deleted_at !== null) return
    await assertUnused(ctx, tx, asset.id)
    const now = ctx.now()
    await tx.kysely
      .updateTable('studio.asset')
      .set({ deleted_at: now })
      .where('id', '=', asset.id)
      .execute()
    await tx.kysely
      .updateTable('studio.share')
      .set({ ended_at: now })
      .where('asset_id', '=', asset.id)
      .where('ended_at', 'is', null)
      .execute()
    const keys = [asset.key, ...(asset.preview_key === null ? [] : [asset.preview_key])]
    await releaseFiles(tx, keys, now)
    await sweepSoon(tx)
    await tx.emit('studio.assetDeleted', { assetId: asset.id }, asset.id)
  })
}

async function lockAlsoDeleted(ctx: StudioContext, tx: StudioTransaction, id: string) {
  const asset = await tx.kysely
    .selectFrom('studio.asset')
    .where('id', '=', id)
    .where('organisation_id', '=', ctx.organisationId)
    .forUpdate()
    .selectAll()
    .executeTakeFirst()
  if (!asset) throw problems.unknownAsset()
  return asset
}

/** Who starts a job holds its assets by `useAssets`, so none begins meanwhile. */
async function assertUnused(ctx: StudioContext, tx: StudioTransaction, id: string): Promise<void> {
  const job = await tx.kysely
    .selectFrom('studio.job')
    .where('organisation_id', '=', ctx.organisationId)
    .where('state', 'not in', endedStates)
    .where(sql<boolean>`strpos(input::text, ${id.toLowerCase()}) > 0`)
    .select('id')
    .executeTakeFirst()
  if (job) throw problems.assetInUse({ jobId: job.id })
}
