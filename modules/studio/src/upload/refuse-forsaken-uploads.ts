import { openJobIds } from '@holdfast/kernel/jobs'
import { releaseFiles } from '../loose-file/loose-files.ts'
import type { StudioContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { takeParts } from './upload-rows.ts'

const atOnce = 100

/**
 * Refuses the uploads that nobody looks at and nobody ever will, as where the look lies among the
 * dead letters: their room is free again, and their person is asked to send them once more.
 */
export async function refuseForsakenUploads(
  ctx: Pick<StudioContext, 'kysely' | 'now' | 'transaction'>,
): Promise<void> {
  const rows = await ctx.kysely
    .selectFrom('studio.upload')
    .where('state', '=', 'checking')
    .orderBy('changed_at')
    .limit(atOnce)
    .select('id')
    .execute()
  for (const { id } of rows) await refuseIfForsaken(ctx, id)
}

async function refuseIfForsaken(
  ctx: Pick<StudioContext, 'now' | 'transaction'>,
  id: string,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const upload = await tx.kysely
      .selectFrom('studio.upload')
      .where('id', '=', id)
      .where('state', '=', 'checking')
      .forUpdate()
      .skipLocked()
      .select('check_id')
      .executeTakeFirst()
    if (!upload?.check_id) return
    // Read under the lock: whoever has just looked at it has changed it as well.
    const open = await openJobIds(tx.withTypes<unknown>(), [upload.check_id])
    if (open.has(upload.check_id)) return
    const { code, say: message } = problems.notLookedAt()
    const now = ctx.now()
    await tx.kysely
      .updateTable('studio.upload')
      .set({ state: 'refused', refusal: JSON.stringify({ code, message }), changed_at: now })
      .where('id', '=', id)
      .execute()
    await releaseFiles(tx, await takeParts(tx.kysely, id), now)
  })
}
