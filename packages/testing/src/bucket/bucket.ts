import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

interface Kept {
  readonly bytes: Buffer
  readonly contentType: string
}

/**
 * A bucket that speaks as much of S3 as the driver does: PUT, GET with ranges, HEAD and DELETE of
 * objects, signed in the header or in the address. It knows who may come by the key's id alone.
 */
export async function startBucket(accessKeyId: string) {
  const objects = new Map<string, Kept>()
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://bucket')
    const credential =
      /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ??
      url.searchParams.get('X-Amz-Credential')?.split('/')[0]
    if (credential !== accessKeyId) return void response.writeHead(403).end()
    const name = url.pathname
    if (request.method === 'PUT') {
      const contentType = request.headers['content-type'] ?? ''
      objects.set(name, { bytes: bodyOf(await buffer(request), request), contentType })
      return void response.writeHead(200).end()
    }
    if (request.method === 'DELETE') {
      objects.delete(name)
      return void response.writeHead(204).end()
    }
    const kept = objects.get(name)
    if (!kept) return void response.writeHead(404).end()
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    const bytes = start ? kept.bytes.subarray(Number(start), Number(end) + 1) : kept.bytes
    response.writeHead(start ? 206 : 200, {
      'content-type': url.searchParams.get('response-content-type') ?? kept.contentType,
      'content-length': bytes.length,
      etag: '"1"',
      'last-modified': new Date(0).toUTCString(),
      'content-disposition': url.searchParams.get('response-content-disposition') ?? 'inline',
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    names: () => [...objects.keys()],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A streamed upload comes in chunks, each after a line with its length. */
function bodyOf(raw: Buffer, request: IncomingMessage): Buffer {
  if (!String(request.headers['content-encoding']).includes('aws-chunked')) return raw
  const parts: Buffer[] = []
  for (let at = 0; at < raw.length;) {
    const lineEnd = raw.indexOf('\r\n', at)
    const length = Number.parseInt(raw.subarray(at, lineEnd).toString(), 16)
    if (!(length > 0)) break
    parts.push(raw.subarray(lineEnd + 2, lineEnd + 2 + length))
    at = lineEnd + 2 + length + 2
  }
  return Buffer.concat(parts)
}
