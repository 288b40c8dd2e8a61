import type { Answered, VerbInput } from '@holdfast/kernel/module'
import { answer } from '@holdfast/kernel/module'
import { requestProblems, tooLargeProblem } from '@holdfast/kernel/problems'
import type { Upload, uploadRoutes } from '../contract.ts'
import { agreedFormat } from '../inspect/formats.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { assertFewUploads, takeRoom } from '../usage/room.ts'
import { cleanFileName } from './file-name.ts'
import { pieceType, refuseOtherTypes } from './piece-type.ts'
import { receivePiece, waitsMs, type ReceiveParts } from './receive-piece.ts'
import { inTus, readChecksum, readMetadata, requireTus, tusHeaders } from './tus-headers.ts'
import { uploadOnWire, type UploadRecord } from './upload-rows.ts'

type Input = VerbInput<(typeof uploadRoutes)['startUpload']>

export interface UploadParts extends ReceiveParts, Pick<StudioParts, 'limits'> {}

/**
 * Begins an upload, and takes a first piece of it where one comes along. Everything that can be
 * refused before a byte is read is: length, kind, room, and how many uploads are open.
 */
export async function startUpload(
  ctx: StudioContext,
  input: Input,
  parts: UploadParts,
): Promise<Answered<Upload, 201>> {
  ctx.permit('studio.upload')
  return inTus(async () => {
    const begun = await beginUpload(ctx, input, parts)
    const upload = await takeFirstPiece(ctx, { input, begun }, parts)
    const headers = { ...tusHeaders(upload), Location: `/api/v1/studio/uploads/${upload.id}` }
    return answer(201, uploadOnWire(upload), headers)
  })
}

async function beginUpload(
  ctx: StudioContext,
  { headers }: Input,
  { limits }: UploadParts,
): Promise<UploadRecord> {
  requireTus(headers['tus-resumable'])
  readChecksum(headers['upload-checksum'])
  if (headers['upload-concat'] !== undefined) throw notJoined()
  const length = headers['upload-length']
  if (length === undefined || length === 0) throw problems.lengthMissing()
  if (length > limits.maxUploadBytes) throw tooLong(limits.maxUploadBytes)
  const said = readMetadata(headers['upload-metadata'])
  const fileName = cleanFileName(said.fileName)
  agreedFormat({ fileName, declaredType: said.declaredType })
  const { organisationId, actor, correlationId } = ctx
  const person = { organisationId, personId: actor.id }
  return ctx.transaction(async (tx) => {
    await takeRoom(tx, { ...person, bytes: length }, limits)
    await assertFewUploads(tx, person, limits)
    const now = ctx.now()
    return tx.kysely
      .insertInto('studio.upload')
      .values({
        id: ctx.ids(),
        organisation_id: organisationId,
        created_by: actor.id,
        file_name: fileName,
        declared_type: said.declaredType ?? null,
        length,
        expires_at: new Date(now.getTime() + waitsMs),
        correlation_id: correlationId,
        created_at: now,
        changed_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** A part of a file would be taken for the whole of it. */
function notJoined() {
  const text = 'Uploads are not joined here. Please send the file as one upload.'
  const errors = [{ path: 'upload-concat', code: 'notOffered', text }]
  return requestProblems.invalid({}, { errors })
}

function tooLong(maxBytes: number) {
  return tooLargeProblem(maxBytes, { headers: { 'Tus-Max-Size': String(maxBytes) } })
}

async function takeFirstPiece(
  ctx: StudioContext,
  { input, begun }: { readonly input: Input; readonly begun: UploadRecord },
  parts: UploadParts,
): Promise<UploadRecord> {
  const { headers, stream, contentType, contentLength, signal } = input
  const comesAlong = contentType?.toLowerCase() === pieceType && contentLength !== 0
  if (!comesAlong) return begun
  refuseOtherTypes(contentType)
  const checksum = readChecksum(headers['upload-checksum'])
  const body = { stream, contentType, contentLength, signal }
  return receivePiece(ctx, { ...body, uploadId: begun.id, offset: 0, checksum }, parts)
}
