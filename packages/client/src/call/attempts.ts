import { isCallError } from '../errors/settle.ts'
import type { CallError } from '../errors/api-error.ts'
import type { CallFacts, Failures } from '../errors/failures.ts'
import { sleep, type Platform } from '../platform/platform.ts'
import type { Call } from './operation.ts'
import { readAnswer, type Answer } from './read-answer.ts'
import { backoffMs, isPassing, isRepeatable, maxAttempts } from './retry-policy.ts'
import { Ended, withinTime } from './within-time.ts'

const defaultTimeoutMs = 30_000
const graceMs = 5_000

export interface AttemptParts {
  readonly platform: Platform
  readonly failures: Failures
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
  readonly idempotencyKey: string | undefined
}

/**
 * Sends the request until it is answered, at most three times and within the time of the call.
 * Throws the last failure.
 */
export async function sendUntilAnswered(parts: AttemptParts, ready: ReadyCall): Promise<Answer> {
  const { clock } = parts.platform
  const { call } = ready
  const timeoutMs = call.options.timeoutMs ?? call.route.clientTimeoutMs ?? defaultTimeoutMs
  const deadlineMs = clock.monotonicMs() + timeoutMs
  const progress = { attempts: 0, lastError: undefined as CallError | undefined }
  try {
    return await withinTime({ clock, timeoutMs, signal: call.options.signal }, (signal) =>
      repeat(parts, ready, { signal, deadlineMs, progress }),
    )
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    const facts = factsOf(ready, progress.attempts)
    if (error.by === 'caller') throw parts.failures.aborted(facts, error.cause)
    throw parts.failures.late(facts, timeoutMs)
  }
}

interface Progress {
  readonly signal: AbortSignal
  readonly deadlineMs: number
  readonly progress: { attempts: number }
}

async function repeat(parts: AttemptParts, ready: ReadyCall, at: Progress): Promise<Answer> {
  const { clock, random } = parts.platform
  for (;;) {
    const error = await attemptOnce(parts, ready, at).catch(keepCallError)
    if (!isCallError(error)) return error
    const { attempts } = at.progress
    const isOver = attempts >= maxAttempts || !isRepeatable(ready.call.route, ready.idempotencyKey)
    if (isOver || !isPassing(error)) throw error
    const waitMs = backoffMs(error, attempts, random())
    if (clock.monotonicMs() + waitMs >= at.deadlineMs) throw error
    await sleep(clock, waitMs, at.signal)
  }
}

async function attemptOnce(
  { platform, failures, serverDeadlineMs }: AttemptParts,
  ready: ReadyCall,
  at: Progress,
): Promise<Answer> {
  const { clock } = platform
  const { route } = ready.call
  if (!platform.isOnline()) {
    throw failures.unreachable(factsOf(ready, at.progress.attempts), { isOffline: true })
  }
  at.progress.attempts += 1
  const facts = { ...factsOf(ready, at.progress.attempts), route }
  const isLast = at.progress.attempts >= maxAttempts || !isRepeatable(route, ready.idempotencyKey)
  const leftMs = at.deadlineMs - clock.monotonicMs()
  // By then the service itself has given up: whoever is still silent is not there any more.
  const timeoutMs = isLast ? leftMs : (route.deadlineMs ?? serverDeadlineMs) + graceMs
  try {
    return await withinTime({ clock, timeoutMs, signal: at.signal }, async (signal) => {
      const response = await platform.fetch(ready.url, { ...ready.init, signal })
      return readAnswer(response, facts, { failures, now: () => clock.now() })
    })
  } catch (error) {
    if (isCallError(error)) throw error
    if (error instanceof Ended && error.by === 'time') throw failures.late(facts, timeoutMs)
    if (error instanceof Ended) throw error
    throw failures.unreachable(facts, { isOffline: !platform.isOnline(), cause: error })
  }
}

function keepCallError(error: unknown): CallError {
  if (isCallError(error)) return error
  throw error
}

function factsOf(ready: ReadyCall, attempts: number): CallFacts {
  const { call, category, correlationId } = ready
  return { endpoint: call.endpoint, category, correlationId, attempts }
}
