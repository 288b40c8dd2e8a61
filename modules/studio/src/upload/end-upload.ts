import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answered } from '@holdfast/kernel/module'
import type { uploadRoutes } from '../contract.ts'
import { releaseFiles } from '../loose-file/loose-files.ts'
import { sweepSoon } from '../loose-file/sweep-files.ts'
import type { StudioContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { tellTakenOver } from './receivers.ts'
import { inTus, requireTus } from './tus-headers.ts'
import { lockUpload, takeParts } from './upload-rows.ts'

type Input = RouteInput<(typeof uploadRoutes)['endUpload']>

/**
 * Takes an upload back, with all that has come of it; whoever still sends is ended. One that is
 * done or refused already stays what it is. Safe to call twice.
 */
export async function endUpload(
  ctx: StudioContext,
  { params, headers }: Input,
): Promise<Answered<undefined, 204>> {
  ctx.permit('studio.upload')
  return inTus(async () => {
    const version = headers['tus-resumable']
    if (version !== undefined) requireTus(version)
    await ctx.transaction(async (tx) => {
      const upload = await lockUpload(tx.kysely, ctx, params.id)
      if (upload.state === 'ended') return
      if (upload.state !== 'open') throw problems.uploadEnded()
      const fence = upload.fence + 1
      await tx.kysely
        .updateTable('studio.upload')
        .set({ state: 'ended', fence, is_receiving: false, changed_at: ctx.now() })
        .where('id', '=', upload.id)
        .execute()
      await releaseFiles(tx, await takeParts(tx.kysely, upload.id), ctx.now())
      await tellTakenOver(tx.kysely, { uploadId: upload.id, fence })
      await sweepSoon(tx)
    })
    return answer(204, undefined, { 'Tus-Resumable': '1.0.0' })
  })
}
