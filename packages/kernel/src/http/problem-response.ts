import { currentContext } from '../context/context.ts'
import type { Log } from '../log/log.ts'
import { problemHeaders, toProblem, toProblemDocument, type Problem } from '../problems/problems.ts'

export interface FailedRequest {
  readonly method: string
  readonly url: string
  /** The route's template; absent when no route was found. */
  readonly route?: string
}

/**
 * The answer to a request that failed, and its one line in the log: a defect or an outage with
 * its cause, a refusal with nothing but its code.
 */
export function problemResponse(
  error: unknown,
  request: FailedRequest,
  options: { readonly log: Log; readonly headers?: Readonly<Record<string, string>> },
): Response {
  const problem = toProblem(error)
  logProblem(problem, request, options.log)
  const document = toProblemDocument(problem, {
    correlationId: currentContext()?.correlationId ?? '',
    instance: new URL(request.url).pathname,
  })
  return new Response(JSON.stringify(document), {
    status: problem.status,
    headers: {
      ...options.headers,
      ...problemHeaders(problem),
      ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
  })
}

function logProblem(problem: Problem, request: FailedRequest, log: Log): void {
  const { code, status, facts } = problem
  const { method, route } = request
  if (status < 500) return log.debug({ code, status, method, route }, 'request refused')
  const line = { code, status, method, route, facts, err: problem.cause ?? problem }
  if (status === 500) log.error(line, 'request failed')
  else log.warn(line, 'request could not be answered')
}
