import { requestProblems } from '../problems/problems.ts'
import { takeOver } from './answer.ts'
import type { ArrivingBody, Exchange } from './exchange.ts'
import { isClosing } from './gentle-close.ts'
import { hasBody } from './request-body.ts'

const defaultTimeoutMs = 30_000

/**
 * Cuts a body that takes too long. Node's own `requestTimeout` is one for the whole server, and
 * would end an upload that moves.
 */
export function watchArrival(exchange: Exchange): void {
  if (!hasBody(exchange.request)) return
  const deadlineAtMs = exchange.startedAtMs + timeoutOf(exchange)
  exchange.arrivingBody = { exchange, deadlineAtMs, seenBytes: 0 }
  exchange.edge.arriving.add(exchange.arrivingBody, timeoutOf(exchange))
}

/** After the answer only a body that still comes is worth looking at. */
export function stopWatchingArrival({ arrivingBody, request, edge }: Exchange): void {
  if (arrivingBody === undefined || !request.complete) return
  edge.arriving.remove(arrivingBody, timeoutOf(arrivingBody.exchange))
}

/** Called when its time is over. */
export function endSlowBody(body: ArrivingBody): void {
  const { exchange } = body
  const { request, socket, edge } = exchange
  if (request.complete || socket.destroyed || isClosing(socket)) return
  if (mayGoOn(body)) {
    body.seenBytes = exchange.countedBytes
    body.deadlineAtMs = edge.clock.monotonicMs() + timeoutOf(exchange)
    edge.arriving.add(body, timeoutOf(exchange))
    return
  }
  edge.countMalformed('ERR_HTTP_REQUEST_TIMEOUT')
  // The rest of a body whose request was answered long ago.
  if (exchange.isOver || !socket.writable) socket.destroy()
  else takeOver(exchange, requestProblems.timeout())
}

/** A streamed body that moves, or that waits for whoever reads it. */
function mayGoOn({ exchange, seenBytes }: ArrivingBody): boolean {
  const { request, path, edge, countedBytes, isOver } = exchange
  if (isOver || !edge.options.streamsBody?.(request.method ?? '', path)) return false
  return countedBytes > seenBytes || request.readableLength > 0
}

function timeoutOf({ edge }: Exchange): number {
  return edge.options.connections?.requestTimeoutMs ?? defaultTimeoutMs
}
