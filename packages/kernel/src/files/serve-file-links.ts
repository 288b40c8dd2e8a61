import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../clock/clock.ts'
import type { Signer } from '../crypto/crypto.ts'
import type { FileFacts, Files } from './create-files.ts'
import { dispositionOf, type Disposition } from './disposition.ts'
import { readRange } from './read-range.ts'

export interface FileLinkOptions {
  readonly files: Files
  readonly signer: Signer
  readonly clock: Clock
}

/**
 * Answers the links that `files.linkTo` made for a folder, and for all that is shown inline: whole
 * files and ranges of them, and 304 where the client has it. Every link that is not, or no longer,
 * one of ours answers 404. The answer can not run as a page.
 */
export function serveFileLinks({ files, signer, clock }: FileLinkOptions) {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '', headers } = request
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const link = asLink(signer.verify(tokenOf(url), clock.now()))
    const facts = link && (await files.factsOf(link.key))
    if (!link || !facts) {
      response.writeHead(404).end()
      return
    }
    if (isKnown(headers['if-none-match'], facts)) {
      response.writeHead(304, { ...headersOf(link), etag: facts.etag }).end()
      return
    }
    const { bytes, etag } = facts
    const range = method === 'GET' ? rangeOf(headers, facts) : undefined
    if (range === 'unsatisfiable') {
      response.writeHead(416, { 'content-range': `bytes */${bytes}` }).end()
      return
    }
    const part = range ?? { start: 0, end: bytes }
    response.writeHead(range ? 206 : 200, {
      ...headersOf(link),
      etag,
      'content-type': link.contentType,
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

/** A part of what the client has begun to fetch; the whole where that has changed since. */
function rangeOf(headers: IncomingHttpHeaders, { bytes, etag }: FileFacts) {
  const asked = headers['if-range']
  return asked === undefined || asked === etag ? readRange(headers.range, bytes) : undefined
}

function isKnown(offered: string | undefined, { etag }: FileFacts): boolean {
  const tags = offered?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags !== undefined && (tags.includes(etag) || tags.includes('*'))
}

function headersOf({ disposition, fileName }: Link): Record<string, string> {
  return {
    'accept-ranges': 'bytes',
    'content-disposition': dispositionOf(disposition, fileName),
    'x-content-type-options': 'nosniff',
    ...(disposition === 'inline' ? shownHeaders : savedHeaders),
  }
}

const savedHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; sandbox",
}

/** Opened by itself, a browser makes a page around it that shows nothing else. */
const shownHeaders = {
  'cache-control': 'private, no-cache',
  'content-security-policy':
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
}

function tokenOf(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.slice(path.lastIndexOf('/') + 1)
}

interface Link {
  readonly key: string
  readonly fileName: string
  readonly contentType: string
  readonly disposition: Disposition
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
  const isInline = 'disposition' in payload && payload.disposition === 'inline'
  return { key, fileName, contentType, disposition: isInline ? 'inline' : 'attachment' }
}
