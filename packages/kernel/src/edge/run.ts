import { runInContext } from '../context/context.ts'
import { toProblem, tooLargeProblem } from '../problems/problems.ts'
import { isTracing, startServerSpan } from '../tracing/tracing.ts'
import { answerProblem, takeOver } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { countBody, declaredBytes, hasBody } from './request-body.ts'

/** Gives an admitted request to the listener, within its deadline and the limit of its body. */
export function run(exchange: Exchange): void {
  if (exchange.isOver || exchange.isTakenOver) return
  const { edge, request, response } = exchange
  startDeadline(exchange)
  if (hasBody(request)) {
    const maxBytes = bodyLimitOf(exchange)
    countBody(exchange, maxBytes, () => takeOver(exchange, tooLargeProblem(maxBytes)))
    if (Math.max(declaredBytes(request), exchange.countedBytes) > maxBytes) {
      return answerProblem(exchange, tooLargeProblem(maxBytes))
    }
  }
  if (exchange.awaitsContinue) response.writeContinue()
  try {
    const done = isTracing()
      ? runTraced(exchange)
      : runInContext(exchange, () => edge.listener(request, response))
    if (done instanceof Promise) done.catch((error: unknown) => fail(exchange, error))
  } catch (error) {
    fail(exchange, error)
  }
}

/** The same as a part of the trace that the client began, or of a new one. */
function runTraced(exchange: Exchange): unknown {
  const { edge, request, response } = exchange
  const span = startServerSpan(request.method ?? '', exchange.traceparent)
  exchange.span = span
  exchange.traceparent = span?.traceparent ?? exchange.traceparent
  const work = () => runInContext(exchange, () => edge.listener(request, response))
  return span === undefined ? work() : span.run(work)
}

/** Does nothing when it runs already, or for a route that has none. */
export function startDeadline(exchange: Exchange): void {
  if (exchange.deadlineAtMs !== undefined) return
  const { edge, request, path } = exchange
  const { deadlineMs } = edge.options
  const limitMs =
    typeof deadlineMs === 'number' ? deadlineMs : deadlineMs(request.method ?? '', path)
  if (!Number.isFinite(limitMs)) return
  exchange.durationLimitMs = limitMs
  exchange.deadlineAtMs = exchange.startedAtMs + limitMs
  edge.deadlines.add(exchange, limitMs)
}

const defaultMaxBodyBytes = 1_048_576

function bodyLimitOf({ edge, request, path }: Exchange): number {
  const { maxBodyBytes = defaultMaxBodyBytes } = edge.options
  return typeof maxBodyBytes === 'number' ? maxBodyBytes : maxBodyBytes(request.method ?? '', path)
}

/** Something threw. The caller is told what it may know; the log is told the rest, once. */
export function fail(exchange: Exchange, error: unknown): void {
  const problem = toProblem(error)
  if (problem.status >= 500 && !exchange.isOver) {
    const line = { err: error, code: problem.code }
    const { log } = exchange.edge.options
    // What is away answers again by itself: only a defect is an error.
    runInContext(exchange, () =>
      problem.status === 500
        ? log.error(line, 'The request failed')
        : log.warn(line, 'The request could not be answered'),
    )
  }
  takeOver(exchange, problem)
}
