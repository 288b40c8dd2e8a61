import { ClientGone, currentContext } from '../context/context.ts'
import type { Log } from '../log/log.ts'
import { databaseError } from '../postgres/postgres.ts'
import {
  Problem,
  problemHeaders,
  requestProblems,
  toProblem,
  toProblemDocument,
} from '../problems/problems.ts'

export interface FailedRequest {
  readonly method: string
  readonly url: string
  /** The route's template; absent when no route was found. */
  readonly route?: string
}

export interface ProblemResponseOptions {
  readonly log: Log
  readonly headers?: Readonly<Record<string, string>>
  /** What the `type` of a problem begins with. */
  readonly problemTypes?: string
}

/** The page that this API serves describes every code, each at a place of its own. */
export function problemTypesOf({ problemTypes }: { readonly problemTypes?: string }): string {
  return problemTypes ?? '/api/docs#'
}

/**
 * The answer to a request that failed, and its one line in the log: a defect or an outage with
 * its cause, a refusal with nothing but its code.
 */
export function problemResponse(
  error: unknown,
  request: FailedRequest,
  options: ProblemResponseOptions,
): Response {
  const problem = problemOf(error, request, options.log)
  logProblem(problem, request, options.log)
  const document = toProblemDocument(problem, {
    correlationId: currentContext()?.correlationId ?? '',
    instance: new URL(request.url).pathname,
    problemTypes: problemTypesOf(options),
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

// A value that PostgreSQL can not represent: out of range, no date, no text, not of the type.
const unusableValue = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05'])

/** What to show. A value that got past its contract and not past the database is invalid. */
function problemOf(error: unknown, request: FailedRequest, log: Log): Problem {
  const sqlState = error instanceof Problem ? undefined : databaseError(error)?.code
  if (sqlState === undefined || !unusableValue.has(sqlState)) return toProblem(error)
  const { method, route } = request
  log.warn({ sqlState, method, route }, 'a contract let a value pass that can not be stored')
  return requestProblems.invalid({ sqlState }, { cause: error })
}

function logProblem(problem: Problem, request: FailedRequest, log: Log): void {
  const { code, status, facts } = problem
  const { method, route } = request
  if (code === 'request.deadline' && isClientGone()) {
    return log.info({ method, route }, 'the client went away')
  }
  if (status < 500) return log.debug({ code, status, method, route }, 'request refused')
  const line = { code, status, method, route, facts, err: problem.cause ?? problem }
  if (status === 500) log.error(line, 'request failed')
  else log.warn(line, 'request could not be answered')
}

// The work for a client that has gone is cut like that of one whose time is over.
function isClientGone(): boolean {
  return currentContext()?.signal.reason instanceof ClientGone
}
