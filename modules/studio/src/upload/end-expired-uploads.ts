import { releaseFiles } from '../loose-file/loose-files.ts'
import type { StudioContext } from '../parts.ts'
import { takeParts } from './upload-rows.ts'

const atOnce = 100

/** Ends the uploads that nobody continued in time, and releases what came of them. */
export async function endExpiredUploads(
  ctx: Pick<StudioContext, 'kysely' | 'now' | 'transaction'>,
): Promise<void> {
  const rows = await ctx.kysely
    .selectFrom('studio.upload')
    .where('state', '=', 'open')
    .where('expires_at', '<=', ctx.now())
    .limit(atOnce)
    .select('id')
    .execute()
  for (const { id } of rows) await endExpiredUpload(ctx, id)
}

async function endExpiredUpload(
  ctx: Pick<StudioContext, 'now' | 'transaction'>,
  id: string,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const now = ctx.now()
    // Looked at again under its lock: a piece may have come meanwhile.
    const { numUpdatedRows } = await tx.kysely
      .updateTable('studio.upload')
      .set((set) => ({ state: 'ended', fence: set('fence', '+', 1), changed_at: now }))
      .where('id', '=', id)
      .where('state', '=', 'open')
      .where('expires_at', '<=', now)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows > 0n) await releaseFiles(tx, await takeParts(tx.kysely, id), now)
  })
}
