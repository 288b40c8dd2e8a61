import type { IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import { requestProblems } from '../problems/problems.ts'
import type { Board, ServiceStatus } from './check-board.ts'
import type { Details } from './details.ts'
import type { Endpoint, HealthMetrics, ProbeStatus } from './health-metrics.ts'

/** A finished answer. It is shared between requests and frozen. */
export interface HealthAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface AnswersOptions {
  readonly board: Board
  readonly details: Details
  readonly metrics: HealthMetrics
  readonly mayShowDetails: (request: IncomingMessage) => boolean
}

export interface Answers {
  answer(method: string, path: string, request: IncomingMessage): HealthAnswer | undefined
}

const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  ['/health', '/api/health', '/api/v1/health'].flatMap((base): [string, Endpoint][] => [
    [base, 'health'],
    [`${base}/live`, 'liveness'],
    [`${base}/liveness`, 'liveness'],
    [`${base}/ready`, 'readiness'],
    [`${base}/readiness`, 'readiness'],
  ]),
)

const probeStatuses: Readonly<Record<ServiceStatus, ProbeStatus>> = {
  ready: 'healthy',
  degraded: 'degraded',
  unready: 'unhealthy',
  draining: 'unhealthy',
}

interface Made {
  readonly answer: HealthAnswer
  readonly status: ProbeStatus
}

/** Answers probes from bodies made beforehand; readiness is made again only when it changed. */
export function createAnswers({
  board,
  details,
  metrics,
  mayShowDetails,
}: AnswersOptions): Answers {
  const alive: Made = { answer: toAnswer(200, { status: 'alive' }), status: 'healthy' }
  let readiness: Made & { version: number } = { ...alive, version: -1 }

  function ready(): Made {
    const version = board.version()
    if (readiness.version !== version) readiness = { ...makeReadiness(board), version }
    return readiness
  }

  function detailed(request: IncomingMessage): Made {
    const known = ready()
    if (!mayShowDetails(request)) return known
    return { answer: toAnswer(known.answer.status, details.report()), status: known.status }
  }

  const make: Readonly<Record<Endpoint, (request: IncomingMessage) => Made>> = {
    liveness: () => alive,
    readiness: ready,
    health: detailed,
  }

  return {
    answer(method, path, request) {
      const endpoint = endpoints.get(path)
      if (!endpoint) return undefined
      if (method !== 'GET' && method !== 'HEAD') {
        throw requestProblems.methodNotAllowed({}, { headers: { allow: 'GET, HEAD' } })
      }
      const startedAtMs = performance.now()
      const { answer, status } = make[endpoint](request)
      metrics.observeProbe(endpoint, status, performance.now() - startedAtMs)
      return method === 'HEAD' ? { ...answer, body: '' } : answer
    },
  }
}

function makeReadiness(board: Board): Made {
  const status = board.status()
  const checks = Object.fromEntries(board.checks().map((check) => [check.name, check.status]))
  const code = status === 'ready' || status === 'degraded' ? 200 : 503
  return { answer: toAnswer(code, { status, checks }), status: probeStatuses[status] }
}

function toAnswer(status: number, content: object): HealthAnswer {
  const body = JSON.stringify(content)
  const headers = Object.freeze({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
    ...(status === 503 ? { 'retry-after': '1' } : {}),
  })
  return Object.freeze({ status, headers, body })
}
