import type { IncomingMessage, ServerResponse } from 'node:http'
import { ClientGone } from '../context/context.ts'
import { requestProblems } from '../problems/problems.ts'
import { rateLimitProblem, type Decision } from '../rate-limit/rate-limit.ts'
import { answer, answerProblem } from './answer.ts'
import { carryHeaders } from './answer-head.ts'
import { stopWatchingArrival, watchArrival } from './arriving-body.ts'
import { limitedSubject } from './client-address.ts'
import { Exchange, exchangeOf, remember, type Edge } from './exchange.ts'
import { refusalOf } from './request-limits.ts'
import { fail, run, startDeadline } from './run.ts'

/** The way of a request, step by step; each step answers it or hands it to the next. */
export function handle(edge: Edge, request: IncomingMessage, response: ServerResponse): void {
  const exchange = open(edge, request, response)
  if (exchange !== undefined) admitOrFail(exchange)
}

/** The same for a client that waits for `100 Continue` before it sends its body. */
export function handleExpectant(
  edge: Edge,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const exchange = open(edge, request, response)
  if (exchange === undefined) return
  exchange.awaitsContinue = true
  admitOrFail(exchange)
}

function open(
  edge: Edge,
  request: IncomingMessage,
  response: ServerResponse,
): Exchange | undefined {
  // Nobody would see what further requests of a connection that closes are answered.
  if (exchangeOf(request.socket)?.closesConnection) return undefined
  const exchange = new Exchange(edge, request, response)
  edge.inFlight += 1
  remember(exchange)
  carryHeaders(response)
  watchArrival(exchange)
  response.on('close', closeExchange)
  return exchange
}

function admitOrFail(exchange: Exchange): void {
  try {
    admit(exchange)
  } catch (error) {
    fail(exchange, error)
  }
}

/** Comes once for each response: it is out, or its connection is gone. */
function closeExchange(this: ServerResponse): void {
  const exchange = exchangeOf(this)
  if (exchange === undefined || exchange.isOver) return
  exchange.isOver = true
  const { edge } = exchange
  edge.deadlines.remove(exchange, exchange.durationLimitMs)
  stopWatchingArrival(exchange)
  if (!this.writableFinished) exchange.abort(new ClientGone())
  edge.record(exchange)
  const { span, route, status, request } = exchange
  span?.end({ method: request.method ?? '', route, status })
  if (exchange.isStream) edge.streams -= 1
  else leaveFlight(edge)
}

/** One request less is in flight; who waits for the last one is told. */
export function leaveFlight(edge: Edge): void {
  edge.inFlight -= 1
  if (edge.inFlight === 0) for (const resolve of edge.waiters.splice(0)) resolve()
}

function admit(exchange: Exchange): void {
  const { edge, request } = exchange
  const { options } = edge
  const refusal = refusalOf(edge.limits, request)
  exchange.path = pathOf(request.url ?? '')
  if (refusal !== undefined) {
    // What else such a client sends is not worth reading.
    exchange.closesConnection = refusal.status === 400
    return answerProblem(exchange, refusal)
  }
  if (options.health !== undefined && answerHealth(exchange)) return undefined
  if (options.cors !== undefined && answerPreflight(exchange)) return undefined
  if (edge.isOverloaded(edge.inFlight, exchange.startedAtMs)) {
    return answerProblem(exchange, requestProblems.unavailable({}, { retryAfterSeconds: 1 }))
  }
  return limit(exchange)
}

function pathOf(url: string): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

function answerHealth(exchange: Exchange): boolean {
  const { request, path, edge } = exchange
  const found = edge.options.health?.answer(request.method ?? '', path, request)
  if (found === undefined) return false
  exchange.route = path
  exchange.isRoutine = true
  if ('then' in found) {
    found.then(
      (ready) => answer(exchange, ready.status, ready),
      (error: unknown) => fail(exchange, error),
    )
  } else {
    answer(exchange, found.status, found)
  }
  return true
}

function answerPreflight(exchange: Exchange): boolean {
  const { request, edge } = exchange
  const { cors } = edge.options
  if (cors === undefined) return false
  const always = cors.headersFor(request.headers.origin)
  exchange.corsHeaders = always
  const preflight = request.method === 'OPTIONS' ? cors.preflight(request.headers) : undefined
  if (preflight === undefined) return false
  exchange.corsHeaders = [...always, ...preflight.headers]
  answer(exchange, preflight.status, { headers: {} })
  return true
}

/** One coarse limit for each client address. Waits only when the store does. */
function limit(exchange: Exchange): void {
  const { limiter } = exchange.edge.options
  if (limiter === undefined || limiter.exempts?.(exchange.request)) return run(exchange)
  const subject = limitedSubject(exchange.clientAddress)
  const decision = limiter.store.take([{ policy: limiter.policy, subject }])
  if (!('then' in decision)) return runIfAllowed(exchange, decision)
  // A store that never answers must not hold the request for ever.
  startDeadline(exchange)
  decision.then(
    (decided) => runIfAllowed(exchange, decided),
    (error: unknown) => fail(exchange, error),
  )
  return undefined
}

function runIfAllowed(exchange: Exchange, decision: Decision): void {
  if (decision.allowed) run(exchange)
  else answerProblem(exchange, rateLimitProblem(decision))
}
