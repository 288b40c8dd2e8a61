import type { RouteInput } from '@holdfast/kernel/contract'
import type { StreamCall } from '@holdfast/kernel/module'
import type { Database } from '@holdfast/kernel/postgres'
import { writeArchive } from '../adapters/archive/write-archive.ts'
import { assetRoutes } from '../contract.ts'
import { downloadNameOf } from '../inspect/formats.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { problems } from '../problems.ts'
import type { StudioTables } from '../tables.ts'
import { archiveNames } from './archive-names.ts'
import { selectAssets, type AssetRecord } from './asset-rows.ts'

type Route = (typeof assetRoutes)['archiveAssets']

/** Throws `studio.unknownAsset` before anything is sent. */
export async function findArchived(
  ctx: StudioContext,
  { query }: Pick<RouteInput<Route>, 'query'>,
): Promise<void> {
  ctx.permit('studio.read')
  await requireAll(ctx.kysely, ctx, query.id)
}

/** Sends the assets of these ids as one archive, in their order. */
export function archiveAssets({
  database,
  files,
}: Pick<StudioParts, 'files'> & { readonly database: Database<unknown> }) {
  return async (call: StreamCall): Promise<void> => {
    const { id: ids } = assetRoutes.archiveAssets.request.query.parse(call.query)
    const { kysely } = database.withTypes<StudioTables>()
    const assets = await requireAll(kysely, call.actor, ids)
    const names = archiveNames(assets.map(downloadNameOf))
    const archived = assets.map(({ key, bytes, created_at: changedAt }, index) => ({
      name: names[index] ?? key,
      bytes,
      changedAt,
      open: () => files.read(key),
    }))
    // Who leaves in the middle of it has seen no failure of ours.
    await writeArchive(call.response, archived, { ...call.headers, ...headers }).catch(
      () => void call.response.destroy(),
    )
  }
}

const headers = {
  'content-type': 'application/zip',
  'content-disposition': 'attachment; filename="studio.zip"',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
}

async function requireAll(
  kysely: StudioContext['kysely'],
  of: { readonly organisationId: string },
  ids: readonly string[],
): Promise<readonly AssetRecord[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))]
  const rows = await selectAssets(kysely, of).where('a.id', 'in', wanted).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return wanted.map((id) => {
    const asset = byId.get(id)
    if (!asset) throw problems.unknownAsset()
    return asset
  })
}
