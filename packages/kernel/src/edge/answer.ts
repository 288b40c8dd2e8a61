import { STATUS_CODES, ServerResponse } from 'node:http'
import { requestProblems, problemHeaders, toProblemDocument } from '../problems/problems.ts'
import type { Problem } from '../problems/problems.ts'
import type { Exchange } from './exchange.ts'
import { closeGentlyAfterAnswer } from './gentle-close.ts'
import { discardBody, isWorthClosing } from './request-body.ts'
import { silence } from './silence.ts'

const maxInstanceLength = 500

const plain = ServerResponse.prototype

/** Answers before the listener has seen the request. */
export function answer(
  exchange: Exchange,
  status: number,
  content: { readonly headers: Readonly<Record<string, string>>; readonly body?: string },
): void {
  const { request, response } = exchange
  if (exchange.isOver || response.headersSent) return
  if (isWorthClosing(request)) closeAfterAnswer(exchange)
  write(exchange, status, content)
}

export function answerProblem(exchange: Exchange, problem: Problem): void {
  answer(exchange, problem.status, problemContent(exchange, problem))
}

/**
 * Answers in place of a listener that has not answered: what it prepared is dropped, what it
 * writes from now on goes nowhere, and its signal aborts. Once it has begun to answer there is
 * nothing left to say, and the connection is cut.
 */
export function takeOver(exchange: Exchange, problem: Problem): void {
  const { request, response } = exchange
  if (exchange.isTakenOver || exchange.isOver) return
  if (response.headersSent) {
    exchange.abort(problem)
    response.destroy()
    return
  }
  exchange.isTakenOver = true
  if (!request.complete) closeAfterAnswer(exchange)
  for (const name of response.getHeaderNames()) plain.removeHeader.call(response, name)
  write(exchange, problem.status, problemContent(exchange, problem))
  silence(response)
  // Last, because a listener may answer while it hears of it.
  exchange.abort(problem)
}

/** At its deadline: 504, or the begin of a watch over an answer that is on its way. */
export function expire(exchange: Exchange): void {
  if (!exchange.response.headersSent) {
    takeOver(exchange, requestProblems.deadline())
    return
  }
  // Node cuts a connection that moves nothing for this long, and forgets it at the next request.
  exchange.socket.setTimeout(Math.ceil(exchange.durationLimitMs))
}

/**
 * Before an answer that does not wait for the rest of the body: what is short is read and thrown
 * away, anything else closes the connection after the answer.
 */
export function leaveBody(exchange: Exchange): void {
  const { request } = exchange
  if (request.complete || exchange.isOver || exchange.isTakenOver) return
  if (isWorthClosing(request)) closeAfterAnswer(exchange)
  else request.resume()
}

function closeAfterAnswer(exchange: Exchange): void {
  exchange.closesConnection = true
  closeGentlyAfterAnswer(exchange.socket, exchange.edge.clock)
  discardBody(exchange)
}

function problemContent(exchange: Exchange, problem: Problem) {
  const { correlationId, path } = exchange
  const { problemTypes } = exchange.edge.options
  const instance = path.slice(0, maxInstanceLength)
  return {
    headers: problemHeaders(problem),
    body: JSON.stringify(toProblemDocument(problem, { correlationId, instance, problemTypes })),
  }
}

function write(
  exchange: Exchange,
  status: number,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body?: string },
): void {
  const { request, response } = exchange
  const size = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  response.statusMessage = STATUS_CODES[status] ?? ''
  plain.writeHead.call(response, status, { ...headers, ...size })
  plain.end.call(response, request.method === 'HEAD' ? undefined : body, 'utf8')
}
