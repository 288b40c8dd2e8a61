import type { IncomingMessage } from 'node:http'
import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { createAnswers } from './answers.ts'
import type { HealthAnswer } from './answers.ts'
import { createBoard } from './check-board.ts'
import type { CheckState, ServiceStatus } from './check-board.ts'
import { startCheckLoop } from './check-loop.ts'
import type { CheckResult, HealthCheck } from './check-loop.ts'
import { createDetails } from './details.ts'
import { createDetailAccess } from './detail-access.ts'
import { createHealthMetrics } from './health-metrics.ts'
import type { Sections } from './section-reader.ts'

export type { HealthAnswer } from './answers.ts'
export type { CheckState, CheckStatus, ServiceStatus } from './check-board.ts'
export { waiting } from './check-loop.ts'
export type { CheckResult, HealthCheck } from './check-loop.ts'
export type { Sections } from './section-reader.ts'

export interface HealthOptions {
  readonly clock: Clock
  readonly service: string
  readonly version: string
  readonly checks: readonly HealthCheck[]
  /** In production the details need `detailToken`, or a caller on this machine. */
  readonly production: boolean
  readonly detailToken?: string | undefined
  /** Whose disk the details show. */
  readonly dataFolder?: string | undefined
  /** Read once a second; each may take 2 s. */
  readonly sections?: Sections | undefined
  readonly metrics?: Metrics | undefined
  readonly log?: Log | undefined
}

export interface HealthEndpoints {
  /**
   * Answers at once, from what is known; undefined when the path is not a health path. Throws
   * `request.methodNotAllowed` for anything but GET and HEAD.
   */
  answer(method: string, path: string, request: IncomingMessage): HealthAnswer | undefined
}

export interface Health extends HealthEndpoints {
  /** Begins to run the checks, each about once a second. Resolves when each has a first result. */
  start(): Promise<void>
  /** Ends the checks. Their last results grow stale, so readiness turns 503 after 3 s. */
  stop(): void
  /** From now on readiness is 503; liveness stays 200. There is no way back. */
  drain(): void
  state(): { readonly status: ServiceStatus; readonly checks: readonly CheckState[] }
}

const periodMs = 1_000
const staleAfterMs = 3_000

/**
 * Liveness, readiness and details of one process. A probe never waits for a check: checks run
 * behind it, and a probe returns their last results. One older than 3 s counts as failed.
 */
export function createHealth(options: HealthOptions): Health {
  const { clock, checks, log } = options
  refuseTwins(checks)
  const board = createBoard(checks, { clock, staleAfterMs })
  const details = createDetails({ ...options, board, periodMs })
  const metrics = createHealthMetrics(options.metrics, { service: options.service, board })
  const answers = createAnswers({
    board,
    details,
    metrics,
    mayShowDetails: createDetailAccess({
      production: options.production,
      token: options.detailToken,
    }),
  })
  const stops: (() => void)[] = []

  function startCheck(check: HealthCheck): Promise<void> {
    const first = Promise.withResolvers<void>()
    let wasOk = true
    const onResult = (result: CheckResult): void => {
      board.record(check, result)
      metrics.observeCheck(check.name, result.latencyMs)
      if (result.ok !== wasOk) logChange(log, check, result)
      wasOk = result.ok
      first.resolve()
    }
    stops.push(startCheckLoop(check, { clock, periodMs, onResult }))
    return first.promise
  }

  return {
    answer: answers.answer,
    async start() {
      if (stops.length > 0) return
      stops.push(details.start())
      await Promise.all(checks.map(startCheck))
    },
    stop() {
      for (const stop of stops.splice(0)) stop()
    },
    drain: () => board.drain(),
    state: () => ({ status: board.status(), checks: board.checks() }),
  }
}

function refuseTwins(checks: readonly HealthCheck[]): void {
  const names = new Set(checks.map((check) => check.name))
  if (names.size !== checks.length) throw new Error('Two health checks have the same name')
}

function logChange(log: Log | undefined, check: HealthCheck, result: CheckResult): void {
  const { name, kind } = check
  if (result.ok) log?.info({ check: name }, 'A health check passes again')
  else log?.warn({ check: name, kind, error: result.error }, 'A health check fails')
}
