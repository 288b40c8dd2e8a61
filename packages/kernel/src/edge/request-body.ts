import type { IncomingMessage } from 'node:http'
import type { Exchange } from './exchange.ts'

/** What is sent after an early refusal may be read to its end up to here, to keep the connection. */
const worthReadingBytes = 65_536

/** The length that the client announced; 0 when it announced none. The parser has checked it. */
export function declaredBytes(request: IncomingMessage): number {
  const length = request.headers['content-length']
  return length === undefined ? 0 : Number(length)
}

export function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || declaredBytes(request) > 0
}

/** Whether the connection is better closed than read to the end of a body nobody wants. */
export function isWorthClosing(request: IncomingMessage): boolean {
  if (request.complete) return false
  return (
    request.headers['transfer-encoding'] !== undefined || declaredBytes(request) > worthReadingBytes
  )
}

/**
 * Counts a body on its way into the request, whoever reads it from there. The chunk of an
 * unannounced body that goes over the limit is not handed on.
 */
export function countBody(exchange: Exchange, maxBytes: number, onExceeded: () => void): void {
  const { request } = exchange
  const push = request.push.bind(request)
  // Its length was judged already, and the parser sees to it.
  const isAnnounced = declaredBytes(request) > 0
  // What came while a limit was asked for; nobody has read it yet.
  exchange.countedBytes = request.readableLength
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    if (chunk === null) return push(null)
    exchange.countedBytes += chunk.length
    if (isAnnounced || exchange.countedBytes <= maxBytes) return push(chunk, encoding)
    onExceeded()
    return true
  }
}

/**
 * Reads what still comes and throws it away, the end of the body included: who waits for it
 * sees an error when the connection closes, never a body that only looks complete.
 */
export function discardBody(exchange: Exchange): void {
  const { request, socket } = exchange
  if (request.complete) return
  request.push = (chunk: Buffer | null) => {
    exchange.countedBytes += chunk?.length ?? 0
    return true
  }
  request.resume()
  socket.once('close', () => request.destroy(new Error('The request was answered early')))
}
