import { answer, type Answered, type VerbInput } from '@holdfast/kernel/module'
import type { uploadRoutes } from '../contract.ts'
import type { StudioContext } from '../parts.ts'
import { refuseOtherTypes } from './piece-type.ts'
import { receivePiece, type ReceiveParts } from './receive-piece.ts'
import { inTus, readChecksum, requireTus, tusHeaders } from './tus-headers.ts'

type Input = VerbInput<(typeof uploadRoutes)['continueUpload']>

/** Takes in the next piece of an upload. */
export async function continueUpload(
  ctx: StudioContext,
  input: Input,
  parts: ReceiveParts,
): Promise<Answered<undefined, 204>> {
  ctx.permit('studio.upload')
  const { headers, params, stream, contentType, contentLength, signal } = input
  return inTus(async () => {
    requireTus(headers['tus-resumable'])
    refuseOtherTypes(contentType)
    const checksum = readChecksum(headers['upload-checksum'])
    const body = { stream, contentType, contentLength, signal }
    const place = { uploadId: params.id, offset: headers['upload-offset'], checksum }
    const upload = await receivePiece(ctx, { ...body, ...place }, parts)
    return answer(204, undefined, tusHeaders(upload))
  })
}
