import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { asset } from './asset.ts'
import { upload } from './upload.ts'

const idParams = z.strictObject({ id: uuid })

/** More than anybody may send, whatever the installation allows; that is looked at besides. */
const largestBody = 50_000_000_000

/**
 * A whole file on a slow line, by a client that sends it in one request. Who stops sending is cut
 * much earlier.
 */
const longestRequestMs = 3_600_000

/**
 * How long our own client waits for one request. It sends pieces of 16 MB, which takes as long at
 * 1.1 Mbit/s, and a piece that is given up costs nothing: what came of it is kept, and the next one
 * goes on there. A form can not go on, so what takes longer is to be sent in pieces.
 */
const longestPieceMs = 120_000

/** A whole number of bytes in a header. */
const byteCount = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})$/)
  .transform(Number)

const resumable = z.string().max(20).optional().meta({
  description: 'The version of tus: `1.0.0`. Another one is 412.',
  example: '1.0.0',
})
const checksum = z.string().max(120).optional().meta({
  description: '`sha1` or `sha256` and the hash of this piece in Base64. A wrong one is 460.',
})
const tusProblems = ['studio.wrongVersion', 'studio.unknownUpload', 'studio.uploadEnded'] as const
const pieceProblems = [
  'studio.checksumMismatch',
  'studio.unknownChecksum',
  'studio.takenOver',
  'studio.tooManyPieces',
] as const

/** What OPTIONS says of them, as tus wants it. */
const tusOptions = {
  'tus-resumable': '1.0.0',
  'tus-version': '1.0.0',
  'tus-extension': 'creation,creation-with-upload,termination,expiration,checksum',
  'tus-checksum-algorithm': 'sha1,sha256',
}

/** Files on their way here: piece by piece as https://tus.io says, or whole as a form. */
export const uploadRoutes = defineRoutes({
  startUpload: {
    method: 'POST',
    path: '/studio/uploads',
    summary: 'Begin an upload that can be resumed',
    description:
      'tus 1.0. Says how long the file is before any of it is read; a first piece may come along. ' +
      'A length that is given later is refused, and so are parts of a file that are to be joined. ' +
      'Continue it with PATCH at `Location`.',
    access: 'operator',
    action: 'studio.upload',
    limit: 'upload',
    request: {
      headers: z.object({
        'tus-resumable': resumable,
        'upload-length': byteCount.optional(),
        'upload-defer-length': z.string().max(10).optional(),
        'upload-concat': z.string().max(10_000).optional().meta({
          description: 'Refused: uploads are not joined here.',
        }),
        'upload-metadata': z.string().max(4_000).optional().meta({
          description: 'Pairs with a value in Base64: `filename` and `filetype`.',
          example: 'filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0',
        }),
        'upload-checksum': checksum,
      }),
    },
    streamBody: true,
    maxBodyBytes: largestBody,
    deadlineMs: longestRequestMs,
    clientTimeoutMs: longestPieceMs,
    retry: 'never',
    optionsHeaders: tusOptions,
    responses: { 201: { description: 'It is begun, at `Location`.', schema: upload } },
    problems: [
      ...tusProblems,
      ...pieceProblems,
      'studio.lengthMissing',
      'studio.notTaken',
      'studio.notWhatItSays',
      'studio.quotaExceeded',
      'studio.tooManyUploads',
    ],
  },
  showUpload: {
    method: 'GET',
    path: '/studio/uploads/:id',
    summary: 'How far an upload is, and what became of it',
    description:
      'With `Tus-Resumable`, as tus asks by HEAD before it resumes, a request that still sends is ' +
      'ended and what came of it is kept first.',
    access: 'operator',
    action: 'studio.upload',
    request: { params: idParams, headers: z.object({ 'tus-resumable': resumable }) },
    optionsHeaders: tusOptions,
    responses: { 200: { description: 'As it is now; `Upload-Offset` as well.', schema: upload } },
    problems: tusProblems,
  },
  continueUpload: {
    method: 'PATCH',
    path: '/studio/uploads/:id',
    summary: 'Send the next piece',
    description:
      'Whatever arrives of it is kept, unless it came with a checksum. Of two requests the newer ' +
      'one goes on and the older one is ended.',
    access: 'operator',
    action: 'studio.upload',
    limit: 'uploadPiece',
    request: {
      params: idParams,
      headers: z.object({
        'tus-resumable': resumable,
        'upload-offset': byteCount,
        'upload-checksum': checksum,
      }),
    },
    streamBody: true,
    maxBodyBytes: largestBody,
    deadlineMs: longestRequestMs,
    clientTimeoutMs: longestPieceMs,
    retry: 'never',
    responses: { 204: { description: 'It has come; `Upload-Offset` says how far it is.' } },
    problems: [...tusProblems, ...pieceProblems, 'studio.wrongOffset'],
  },
  endUpload: {
    method: 'DELETE',
    path: '/studio/uploads/:id',
    summary: 'Take an upload back',
    description: 'What has come of it is removed. Asked again it is the same.',
    access: 'operator',
    action: 'studio.upload',
    request: { params: idParams, headers: z.object({ 'tus-resumable': resumable }) },
    responses: { 204: { description: 'It has ended.' } },
    problems: tusProblems,
  },
  uploadAsset: {
    method: 'POST',
    path: '/studio/assets',
    summary: 'Upload a file in one piece',
    description: 'A form (`multipart/form-data`) with one file. It is looked at before the answer.',
    access: 'operator',
    action: 'studio.upload',
    limit: 'upload',
    streamBody: true,
    maxBodyBytes: largestBody,
    deadlineMs: longestRequestMs,
    clientTimeoutMs: longestPieceMs,
    retry: 'never',
    responses: { 201: { description: 'It is in the library.', schema: asset } },
    problems: [
      'studio.notTaken',
      'studio.notWhatItSays',
      'studio.unreadable',
      'studio.tooComplex',
      'studio.quotaExceeded',
    ],
  },
})
