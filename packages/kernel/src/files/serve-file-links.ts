import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../clock/clock.ts'
import type { Signer } from '../crypto/crypto.ts'
import { attachment } from './attachment.ts'
import type { Files } from './create-files.ts'
import { readRange } from './read-range.ts'

export interface FileLinkOptions {
  readonly files: Files
  readonly signer: Signer
  readonly clock: Clock
}

/**
 * Answers the links that `files.linkTo` made for a folder: whole files and ranges of them. Every
 * link that is not, or no longer, one of ours answers 404. The answer can not run as a page.
 */
export function serveFileLinks({ files, signer, clock }: FileLinkOptions) {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '', headers } = request
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const link = asLink(signer.verify(tokenOf(url), clock.now()))
    const bytes = link && (await files.sizeOf(link.key))
    if (!link || bytes === undefined) {
      response.writeHead(404).end()
      return
    }
    const range = readRange(headers.range, bytes)
    if (range === 'unsatisfiable') {
      response.writeHead(416, { 'content-range': `bytes */${bytes}` }).end()
      return
    }
    const part = range ?? { start: 0, end: bytes }
    response.writeHead(range ? 206 : 200, {
      ...fixedHeaders,
      'content-type': link.contentType,
      'content-disposition': attachment(link.fileName),
      'content-length': part.end - part.start,
      ...(range ? { 'content-range': `bytes ${range.start}-${range.end - 1}/${bytes}` } : {}),
    })
    if (method === 'HEAD' || bytes === 0) {
      response.end()
      return
    }
    await pipeline(await files.read(link.key, part), response)
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch(() => {
      // A client that goes away ends the file; a file that ends early cuts the answer short.
      if (response.headersSent) response.destroy()
      else response.writeHead(503).end()
    })
  }
}

const fixedHeaders = {
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
}

function tokenOf(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.slice(path.lastIndexOf('/') + 1)
}

interface Link {
  readonly key: string
  readonly fileName: string
  readonly contentType: string
}

/** What was signed is a link of ours, unless the same key signs something else one day. */
function asLink(payload: object | undefined): Link | undefined {
  const isLink =
    payload !== undefined &&
    'key' in payload &&
    'fileName' in payload &&
    'contentType' in payload &&
    typeof payload.key === 'string' &&
    typeof payload.fileName === 'string' &&
    typeof payload.contentType === 'string'
  if (!isLink) return undefined
  const { key, fileName, contentType } = payload as Link
  return { key, fileName, contentType }
}
