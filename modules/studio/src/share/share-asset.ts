import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { newToken } from '@holdfast/kernel/crypto'
import type { Selectable } from 'kysely'
import { requireAsset, useAssets } from '../asset/asset-rows.ts'
import type { assetRoutes, Share } from '../contract.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { problems } from '../problems.ts'
import type { StudioTables } from '../tables.ts'

type ShareRecord = Selectable<StudioTables['studio.share']>

const dayMs = 24 * 3_600_000
const usualDays = 7

/** Makes a link for people outside. It is told this once: only its hash is kept. */
export async function shareAsset(
  ctx: StudioContext,
  { params, body }: RouteInput<(typeof assetRoutes)['shareAsset']>,
  { publicUrl }: Pick<StudioParts, 'publicUrl'>,
): Promise<Share> {
  ctx.permit('studio.share')
  const { token, hash } = newToken()
  return ctx.transaction(async (tx) => {
    await useAssets(tx.kysely, ctx, [params.id])
    const now = ctx.now()
    const share = await tx.kysely
      .insertInto('studio.share')
      .values({
        id: ctx.ids(),
        organisation_id: ctx.organisationId,
        asset_id: params.id,
        token_hash: hash.toString('hex'),
        expires_at: new Date(now.getTime() + (body.days ?? usualDays) * dayMs),
        created_by: ctx.actor.id,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await tx.emit('studio.assetChanged', { assetId: share.asset_id }, share.asset_id)
    return shareOnWire(share, `${publicUrl}/shared/${token}`)
  })
}

/** The links to an asset that still work, newest first; without their addresses. */
export async function listShares(
  ctx: StudioContext,
  { params }: RouteInput<(typeof assetRoutes)['listShares']>,
): Promise<RouteOutput<(typeof assetRoutes)['listShares']>> {
  ctx.permit('studio.read')
  const { id } = await requireAsset(ctx.kysely, ctx, params.id)
  const rows = await ctx.kysely
    .selectFrom('studio.share')
    .where('asset_id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', ctx.now())
    .orderBy('id', 'desc')
    .selectAll()
    .execute()
  return { items: rows.map((row) => shareOnWire(row, null)) }
}

/** Ends a link at once. Safe to call twice. */
export async function endShare(
  ctx: StudioContext,
  { params }: RouteInput<(typeof assetRoutes)['endShare']>,
): Promise<undefined> {
  ctx.permit('studio.share')
  await ctx.transaction(async (tx) => {
    const share = await tx.kysely
      .selectFrom('studio.share')
      .where('id', '=', params.id)
      .where('organisation_id', '=', ctx.organisationId)
      .forUpdate()
      .selectAll()
      .executeTakeFirst()
    if (!share) throw problems.unknownShare()
    if (share.ended_at !== null) return
    await tx.kysely
      .updateTable('studio.share')
      .set({ ended_at: ctx.now() })
      .where('id', '=', share.id)
      .execute()
    await tx.emit('studio.assetChanged', { assetId: share.asset_id }, share.asset_id)
  })
}

function shareOnWire(share: ShareRecord, url: string | null): Share {
  return {
    id: share.id,
    assetId: share.asset_id,
    url,
    expiresAt: share.expires_at.toISOString(),
    createdAt: share.created_at.toISOString(),
    createdBy: share.created_by,
  }
}
