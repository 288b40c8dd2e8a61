import type { RawRequest } from '../contract/contract.ts'
import { readBytes } from './read-bytes.ts'

/** The request as it came, for a route that checks signatures. */
export async function readRawRequest(request: Request, clientAddress: string): Promise<RawRequest> {
  return {
    body: new Uint8Array(await readBytes(request)),
    contentType: request.headers.get('content-type') ?? undefined,
    headers: Object.fromEntries(request.headers),
    clientAddress,
  }
}
