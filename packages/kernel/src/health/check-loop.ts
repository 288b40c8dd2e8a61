import { sleep } from '../clock/clock.ts'
import type { Clock } from '../clock/clock.ts'
import { plainCopy } from './plain-copy.ts'

/** One thing that this service needs. */
export interface HealthCheck {
  readonly name: string
  /** `critical`: without it no request can be answered. `degraded`: something works less well. */
  readonly kind: 'critical' | 'degraded'
  /** At most and by default 2,000 ms. */
  readonly timeoutMs?: number | undefined
  /**
   * Resolves, with facts to show if there are any, when all is well, and to `waiting` while
   * there is nothing to judge yet; rejects otherwise. It brings its own connection, so that a
   * busy pool does not look like a dead database, and gives up when `signal` aborts.
   */
  run(signal: AbortSignal): Promise<Readonly<Record<string, unknown>> | typeof waiting | void>
}

/** What a check knows before its first audit, delivery or reading: nothing, which is no fault. */
export const waiting = Symbol('holdfast.health.waiting')

/** How one run of a check ended. */
export interface CheckResult {
  readonly ok: boolean
  /** There was nothing to judge yet. */
  readonly isWaiting?: boolean
  readonly latencyMs: number
  /** On the clock's monotonic scale. */
  readonly finishedAtMs: number
  readonly facts?: Readonly<Record<string, unknown>>
  readonly error?: unknown
}

export interface CheckLoopOptions {
  readonly clock: Clock
  readonly periodMs: number
  readonly onResult: (result: CheckResult) => void
}

const maxTimeoutMs = 2_000
/** A run that does not end when it is told to blocks the next one no longer than this. */
const abandonAfterMs = 10_000

export class CheckTimedOut extends Error {
  override readonly name = 'CheckTimedOut'
}

/**
 * Runs one check again and again, never twice at once, and tells each result: when the run
 * ends, or when its time is up. Returns what stops it.
 */
export function startCheckLoop(check: HealthCheck, options: CheckLoopOptions): () => void {
  const stopping = new AbortController()
  void repeatCheck(check, options, stopping.signal)
  return () => stopping.abort()
}

async function repeatCheck(
  check: HealthCheck,
  options: CheckLoopOptions,
  stopping: AbortSignal,
): Promise<void> {
  const { clock, periodMs } = options
  while (!stopping.aborted) {
    const startedAtMs = clock.monotonicMs()
    await runOnce(check, options, stopping)
    await sleep(clock, Math.max(0, startedAtMs + periodMs - clock.monotonicMs()), stopping)
  }
}

async function runOnce(
  check: HealthCheck,
  { clock, onResult }: CheckLoopOptions,
  stopping: AbortSignal,
): Promise<void> {
  const run = new AbortController()
  const waiting = new AbortController()
  const abort = () => run.abort()
  stopping.addEventListener('abort', abort, { once: true })
  const startedAtMs = clock.monotonicMs()
  const timeoutMs = Math.min(check.timeoutMs ?? maxTimeoutMs, maxTimeoutMs)
  const ended = outcomeOf(check, run.signal)

  const outcome = await Promise.race([ended, timeOut(clock, timeoutMs, waiting.signal)])
  const finishedAtMs = clock.monotonicMs()
  if (!stopping.aborted) {
    onResult({ ...outcome, finishedAtMs, latencyMs: finishedAtMs - startedAtMs })
  }
  run.abort()
  await Promise.race([ended, sleep(clock, abandonAfterMs, waiting.signal)])
  waiting.abort()
  stopping.removeEventListener('abort', abort)
}

type Outcome = Pick<CheckResult, 'ok' | 'isWaiting' | 'facts' | 'error'>

async function timeOut(clock: Clock, timeoutMs: number, signal: AbortSignal): Promise<Outcome> {
  await sleep(clock, timeoutMs, signal)
  return { ok: false, error: new CheckTimedOut(`No result within ${timeoutMs} ms`) }
}

async function outcomeOf(check: HealthCheck, signal: AbortSignal): Promise<Outcome> {
  try {
    const facts = await check.run(signal)
    if (facts === waiting) return { ok: true, isWaiting: true }
    return facts ? { ok: true, facts: plainCopy(facts) } : { ok: true }
  } catch (error) {
    return { ok: false, error }
  }
}
