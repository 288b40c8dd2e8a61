import type { StreamedBody } from '@holdfast/kernel/module'
import { tooLargeProblem, type Problem } from '@holdfast/kernel/problems'
import { readArrivingPiece, type Checksum } from '../adapters/bytes/arriving-piece.ts'
import { adoptLooseFiles, giveUpLooseFiles, noteLooseFiles } from '../loose-file/loose-files.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { checkUpload } from './check-upload-job.ts'
import { outliveRequest } from './outlive-request.ts'
import { tellTakenOver, type Receivers, type Receiving } from './receivers.ts'
import { isOpen, lockUpload, type UploadRecord } from './upload-rows.ts'

export interface ReceiveParts extends Pick<StudioParts, 'files'> {
  readonly receivers: Receivers
}

export interface Piece extends StreamedBody {
  readonly uploadId: string
  readonly offset: number
  readonly checksum: Checksum | undefined
}

/** How long an upload waits to be continued. */
export const waitsMs = 24 * 3_600_000

/** So many that the smallest useful pieces fit, and no list becomes a burden. */
const mostPieces = 10_000

/**
 * Takes in the next piece, and whatever came of it when it breaks off. The newest request goes on:
 * an older one is told to stop, and could keep nothing any more. The last piece enqueues the look
 * at the whole. Throws `studio.wrongOffset`, `studio.takenOver`, `studio.checksumMismatch`.
 */
export async function receivePiece(
  ctx: StudioContext,
  piece: Piece,
  parts: ReceiveParts,
): Promise<UploadRecord> {
  const turn = await takeTurn(ctx, piece, parts)
  using receiving = parts.receivers.begin(turn)
  try {
    const { bytes, brokenBy } = await store(piece, { turn, receiving, parts })
    const upload = await outliveRequest(() => keepPiece(ctx, turn, bytes))
    if (brokenBy !== undefined) throw brokenBy
    return upload
  } catch (error) {
    await outliveRequest(() => dropPiece(ctx, turn))
    throw receiving.lost.aborted ? problems.takenOver({}, { cause: error }) : error
  }
}

interface Turn {
  readonly uploadId: string
  readonly fence: number
  readonly offset: number
  readonly missing: number
  readonly key: string
}

/** From here on an older request writes nothing to this upload. */
async function takeTurn(
  ctx: StudioContext,
  { uploadId, offset, contentLength }: Piece,
  { files }: ReceiveParts,
): Promise<Turn> {
  const key = files.newKey()
  return ctx.transaction(async (tx) => {
    const upload = await lockUpload(tx.kysely, ctx, uploadId)
    if (!isOpen(upload, ctx.now())) throw problems.uploadEnded()
    if (offset !== upload.received) throw wrongOffset(upload)
    const missing = upload.length - upload.received
    if ((contentLength ?? 0) > missing) throw tooLargeProblem(missing)
    await assertFewPieces(tx, uploadId)
    const fence = upload.fence + 1
    await tx.kysely
      .updateTable('studio.upload')
      .set({ fence, is_receiving: true, changed_at: ctx.now() })
      .where('id', '=', upload.id)
      .execute()
    await noteLooseFiles(tx, [key], ctx.now())
    await tellTakenOver(tx.kysely, { uploadId: upload.id, fence })
    return { uploadId: upload.id, fence, offset, missing, key }
  })
}

function wrongOffset({ received }: UploadRecord): Problem {
  return problems.wrongOffset({ received }, { headers: { 'Upload-Offset': String(received) } })
}

async function assertFewPieces(tx: Pick<StudioContext, 'kysely'>, id: string): Promise<void> {
  const { count } = await tx.kysely
    .selectFrom('studio.upload_part')
    .where('upload_id', '=', id)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= mostPieces) throw problems.tooManyPieces()
}

interface Storing {
  readonly turn: Turn
  readonly receiving: Receiving
  readonly parts: ReceiveParts
}

/** Writes what comes to the file of this turn. An empty piece writes none. */
async function store({ stream, checksum }: Piece, { turn, receiving, parts }: Storing) {
  const arriving = readArrivingPiece(stream, {
    maxBytes: turn.missing,
    checksum,
    letGo: receiving.letGo,
    lost: receiving.lost,
  })
  const { bytes } = await parts.files.put(arriving.stream, {
    key: turn.key,
    maxBytes: turn.missing,
    contentType: 'application/octet-stream',
    signal: receiving.lost,
  })
  return { bytes, brokenBy: arriving.brokeOffBy() }
}

/** Makes the piece a part of the upload, unless a newer request has taken it over. */
async function keepPiece(ctx: StudioContext, turn: Turn, bytes: number): Promise<UploadRecord> {
  const { uploadId, key } = turn
  return ctx.transaction(async (tx) => {
    const now = ctx.now()
    const upload = await lockUpload(tx.kysely, ctx, uploadId)
    if (upload.state !== 'open' || upload.fence !== turn.fence) throw problems.takenOver()
    if (bytes > 0) {
      await adoptLooseFiles(tx, [key])
      await tx.kysely
        .insertInto('studio.upload_part')
        .values({ upload_id: uploadId, starts_at: turn.offset, bytes, key })
        .execute()
    } else {
      await giveUpLooseFiles(tx, [key], now)
    }
    const received = turn.offset + bytes
    const isWhole = received === upload.length
    const checkId = isWhole
      ? await tx.enqueue(checkUpload, { uploadId }, { key: uploadId })
      : upload.check_id
    return tx.kysely
      .updateTable('studio.upload')
      .set({
        received,
        is_receiving: false,
        state: isWhole ? 'checking' : 'open',
        check_id: checkId,
        expires_at: isWhole ? null : new Date(now.getTime() + waitsMs),
        changed_at: now,
      })
      .where('id', '=', uploadId)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** The file of this turn, if there is one, will be removed, unless it was kept after all. */
async function dropPiece(ctx: StudioContext, turn: Turn): Promise<void> {
  await ctx.transaction(async (tx) => {
    await giveUpLooseFiles(tx, [turn.key], ctx.now())
    await tx.kysely
      .updateTable('studio.upload')
      .set({ is_receiving: false })
      .where('id', '=', turn.uploadId)
      .where('fence', '=', turn.fence)
      .execute()
  })
}
