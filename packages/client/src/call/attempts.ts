import type { CallError } from '../errors/api-error.ts'
import type { CallFacts, Failures } from '../errors/failures.ts'
import { isCallError } from '../errors/settle.ts'
import type { Limiter } from '../limits/limiter.ts'
import type { Events } from '../platform/events.ts'
import { sleep, type Platform } from '../platform/platform.ts'
import type { Call } from './operation.ts'
import { readAnswer, type Answer } from './read-answer.ts'
import { backoffMs, isPassing, maxAttempts } from './retry-policy.ts'
import { Ended, withinTime } from './within-time.ts'

const defaultTimeoutMs = 30_000
const graceMs = 5_000

export interface AttemptParts {
  readonly platform: Platform
  readonly failures: Failures
  readonly limiter: Limiter
  readonly events: Events
  /** How long the service may take where a route says nothing. */
  readonly serverDeadlineMs: number
}

/** A call made ready: the same request for each of its attempts. */
export interface ReadyCall {
  readonly call: Call
  readonly url: string
  readonly init: RequestInit
  readonly category: string
  readonly correlationId: string
  readonly isRepeatable: boolean
  readonly signal: AbortSignal | undefined
  /** Called just before each request. */
  readonly onSend: () => void
}

/** How far a call has come. */
interface Progress {
  attempts: number
  readonly deadlineMs: number
  readonly timeoutMs: number
}

/**
 * Sends the request until it is answered, at most three times and within the time of the call.
 * Throws the last failure.
 */
export async function sendUntilAnswered(parts: AttemptParts, ready: ReadyCall): Promise<Answer> {
  const { clock } = parts.platform
  const { options, route } = ready.call
  const timeoutMs = options.timeoutMs ?? route.clientTimeoutMs ?? defaultTimeoutMs
  const progress = { attempts: 0, deadlineMs: clock.monotonicMs() + timeoutMs, timeoutMs }
  try {
    return await withinTime({ clock, timeoutMs, signal: ready.signal }, (signal) =>
      repeat(parts, { ...ready, signal }, progress),
    )
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    const facts = factsOf(ready, progress)
    if (error.by === 'caller') throw parts.failures.aborted(facts, error.cause)
    throw parts.failures.late(facts, timeoutMs)
  }
}

type Sending = ReadyCall & { readonly signal: AbortSignal }

async function repeat(parts: AttemptParts, ready: Sending, progress: Progress): Promise<Answer> {
  takeFirstToken(parts, ready, progress)
  for (;;) {
    try {
      return await attemptOnce(parts, ready, progress)
    } catch (error) {
      if (!isCallError(error) || !mayRepeat(ready, progress) || !isPassing(error)) throw error
      await waitForTurn(parts, ready, { error, progress })
    }
  }
}

function takeFirstToken(parts: AttemptParts, ready: ReadyCall, progress: Progress): void {
  const { limiter, events, failures } = parts
  const { category, call } = ready
  requireConnection(parts, ready, progress)
  const { allowed, waitMs, remaining } = limiter.take(category)
  if (allowed) return
  events.emit('rate-limit-exceeded', { endpoint: call.endpoint, category, waitMs, remaining })
  throw failures.tooFast(factsOf(ready, progress), waitMs)
}

/** Waits for the next attempt and takes its token, or gives up where time would not be enough. */
async function waitForTurn(
  { platform: { clock, random }, limiter }: AttemptParts,
  { category, signal }: Sending,
  { error, progress }: { readonly error: CallError; readonly progress: Progress },
): Promise<void> {
  let waitMs = backoffMs(error, progress.attempts, random())
  do {
    waitMs = Math.max(waitMs, limiter.check(category).waitMs)
    if (clock.monotonicMs() + waitMs >= progress.deadlineMs) throw error
    await sleep(clock, waitMs, signal)
    if (signal.aborted) throw signal.reason
    waitMs = 0
  } while (!limiter.take(category).allowed)
}

async function attemptOnce(
  parts: AttemptParts,
  ready: Sending,
  progress: Progress,
): Promise<Answer> {
  const { platform, failures } = parts
  requireConnection(parts, ready, progress)
  progress.attempts += 1
  ready.onSend()
  const facts = factsOf(ready, progress)
  const timeoutMs = timeOfAttempt(parts, ready, progress)
  try {
    return await withinTime({ ...ready, clock: platform.clock, timeoutMs }, (signal) =>
      send(parts, ready, { facts, signal }),
    )
  } catch (error) {
    if (isCallError(error)) throw error
    if (!(error instanceof Ended)) {
      throw failures.unreachable(facts, { isOffline: !platform.isOnline(), cause: error })
    }
    throw error.by === 'time' ? failures.late(facts, timeoutMs) : error
  }
}

function requireConnection(parts: AttemptParts, ready: ReadyCall, progress: Progress): void {
  if (parts.platform.isOnline()) return
  throw parts.failures.unreachable(factsOf(ready, progress), { isOffline: true })
}

async function send(
  { platform, failures, limiter, events }: AttemptParts,
  { call, category, url, init }: ReadyCall,
  { facts, signal }: { readonly facts: CallFacts; readonly signal: AbortSignal },
): Promise<Answer> {
  const response = await platform.fetch(url, { ...init, signal })
  limiter.learn(category, response.headers)
  try {
    const now = () => platform.clock.now()
    return await readAnswer(response, { ...facts, route: call.route }, { failures, now })
  } catch (error) {
    if (isCallError(error) && error.kind === 'limited') {
      const waitMs = error.retryAfterMs
      limiter.block(category, waitMs)
      const event = { endpoint: call.endpoint, category, waitMs, remaining: 0 }
      events.emit('server-rate-limit-exceeded', event)
    }
    throw error
  }
}

/**
 * When another attempt may follow, one ends a little after the service itself has given up:
 * whoever is silent for longer is not there any more.
 */
function timeOfAttempt(parts: AttemptParts, ready: ReadyCall, progress: Progress): number {
  if (!mayRepeat(ready, progress)) return progress.timeoutMs
  return (ready.call.route.deadlineMs ?? parts.serverDeadlineMs) + graceMs
}

function mayRepeat({ isRepeatable, call }: ReadyCall, { attempts }: Progress): boolean {
  return isRepeatable && call.route.retry !== 'never' && attempts < maxAttempts
}

function factsOf(ready: ReadyCall, { attempts }: Progress): CallFacts {
  const { call, category, correlationId, isRepeatable } = ready
  return { endpoint: call.endpoint, category, correlationId, attempts, isRepeatable }
}
