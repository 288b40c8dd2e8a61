import type { Checksum } from '../adapters/bytes/arriving-piece.ts'
import { Problem } from '@holdfast/kernel/problems'
import type { FileWords } from '../inspect/formats.ts'
import { problems } from '../problems.ts'
import type { UploadRecord } from './upload-rows.ts'

const version = '1.0.0'
const resumable = { 'Tus-Resumable': version }

/** Throws `studio.wrongVersion` unless the request speaks the tus that is spoken here. */
export function requireTus(given: string | undefined): void {
  if (given === version) return
  throw problems.wrongVersion({ given }, { headers: { ...resumable, 'Tus-Version': version } })
}

/** What an answer says of an upload besides its body. */
export function tusHeaders(upload: UploadRecord): Record<string, string> {
  return {
    ...resumable,
    'Cache-Control': 'no-store',
    'Upload-Offset': String(upload.received),
    'Upload-Length': String(upload.length),
    ...(upload.expires_at ? { 'Upload-Expires': upload.expires_at.toUTCString() } : {}),
  }
}

/** Does `work`; what it refuses is refused in the words of tus. */
export async function inTus<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const headers = { ...resumable, ...error.options.headers }
    const { code, status, say, facts } = error
    const options = { ...error.options, headers, cause: error.cause ?? error.options.cause }
    throw new Problem({ code, status, say }, facts, options)
  }
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** What the client says about its file: `filename` and `filetype`. What makes no sense is nothing. */
export function readMetadata(header = ''): FileWords {
  const pairs = header.split(',').map((pair): [string, string] => {
    const [key = '', value = ''] = pair.trim().split(' ')
    return [key.toLowerCase(), decodeText(value)]
  })
  const said = new Map(pairs)
  return {
    fileName: said.get('filename') ?? said.get('name') ?? '',
    declaredType: said.get('filetype') || said.get('type') || undefined,
  }
}

/** Without the characters that no text has, and no column takes. */
function decodeText(value: string): string {
  if (!base64.test(value)) return ''
  return Buffer.from(value, 'base64')
    .toString('utf8')
    .replaceAll(/\p{Cc}/gu, '')
}

const digestBytes = { sha1: 20, sha256: 32 } as const

/** Throws `studio.unknownChecksum` for another algorithm or a hash of another length. */
export function readChecksum(header: string | undefined): Checksum | undefined {
  if (header === undefined) return undefined
  const [algorithm, text = ''] = header.trim().split(/\s+/)
  const digest = base64.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0)
  if (algorithm !== 'sha1' && algorithm !== 'sha256') throw problems.unknownChecksum()
  if (digest.length !== digestBytes[algorithm]) throw problems.unknownChecksum()
  return { algorithm, digest }
}
