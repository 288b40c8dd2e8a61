import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answered } from '@holdfast/kernel/module'
import type { Upload, uploadRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { problems } from '../problems.ts'
import type { ReceiveParts } from './receive-piece.ts'
import { askToLetGo, type Receiver } from './receivers.ts'
import { inTus, requireTus, tusHeaders } from './tus-headers.ts'
import { hasRunOut, requireUpload, uploadOnWire } from './upload-rows.ts'

type Input = RouteInput<(typeof uploadRoutes)['showUpload']>

const longestWaitMs = 3_000
const lookEveryMs = 50

/**
 * How far an upload is. Who asks in tus is about to resume it: whoever still sends is ended first,
 * here or in another process, so that what came of that is counted.
 */
export async function showUpload(
  ctx: StudioContext,
  { params, headers }: Input,
  { receivers }: Pick<ReceiveParts, 'receivers'>,
): Promise<Answered<Upload, 200>> {
  ctx.permit('studio.upload')
  return inTus(async () => {
    const asksInTus = headers['tus-resumable'] !== undefined
    if (asksInTus) requireTus(headers['tus-resumable'])
    let upload = await requireUpload(ctx.kysely, ctx, params.id)
    if (asksInTus && upload.is_receiving) {
      await endReceiving(ctx, { uploadId: upload.id, fence: upload.fence }, receivers)
      upload = await requireUpload(ctx.kysely, ctx, params.id)
    }
    // A client of tus begins anew then, and would try to go on for ever otherwise.
    if (asksInTus && hasRunOut(upload, ctx.now())) throw problems.uploadEnded()
    return answer(200, uploadOnWire(upload), tusHeaders(upload))
  })
}

async function endReceiving(
  ctx: StudioContext,
  asked: Receiver,
  receivers: ReceiveParts['receivers'],
): Promise<void> {
  await Promise.race([receivers.letGo(asked), pause(longestWaitMs)])
  await askToLetGo(ctx.kysely, asked)
  // A process that died says nothing any more: it is not waited for without end.
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += lookEveryMs) {
    const upload = await requireUpload(ctx.kysely, ctx, asked.uploadId)
    if (!upload.is_receiving || upload.fence !== asked.fence) return
    await pause(lookEveryMs)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
