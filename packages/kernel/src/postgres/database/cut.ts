import type { Clock } from '../../clock/clock.ts'
import { currentContext } from '../../context/context.ts'
import { requestProblems, type Problem } from '../../problems/problems.ts'
import { unavailable } from './database-errors.ts'

export interface CutOptions {
  readonly clock: Clock
  readonly timeoutMs: number
  /** Names what was waited for, in the log. */
  readonly what: string
  /** Whether the request's deadline and its caller's going away count as well. */
  readonly obeysRequest: boolean
  /** Ends the work that nobody waits for any more. Called at most once. */
  giveUp(): void
}

/**
 * Waits for `work`, but not longer than `timeoutMs` and, unless told otherwise, not past the
 * deadline of the current request nor after its caller has gone. When cut it calls `giveUp` and
 * throws `request.unavailable`, or `request.deadline` when it was the request that ended.
 */
export async function cutShort<T>(work: Promise<T>, options: CutOptions): Promise<T> {
  const { promise: cut, reject } = Promise.withResolvers<never>()
  const stopWatching = watch(options, (problem) => {
    options.giveUp()
    reject(problem)
  })
  try {
    return await Promise.race([work, cut])
  } finally {
    stopWatching()
  }
}

/** Calls `onCut` at most once, with what ended the wait. Returns how to stop watching. */
function watch(options: CutOptions, onCut: (problem: Problem) => void): () => void {
  const { clock, timeoutMs, what } = options
  const context = options.obeysRequest ? currentContext() : undefined
  const remainingMs = (context?.deadlineAtMs ?? Infinity) - clock.monotonicMs()
  const onAbort = () => end(requestProblems.deadline({ what }, { cause: context?.signal.reason }))
  const onTimer = () =>
    end(
      remainingMs < timeoutMs ? requestProblems.deadline({ what }) : unavailable(`${what} timeout`),
    )
  const cancelTimer = clock.schedule(Math.max(0, Math.min(timeoutMs, remainingMs)), onTimer)
  context?.signal.addEventListener('abort', onAbort, { once: true })
  const stop = () => {
    cancelTimer()
    context?.signal.removeEventListener('abort', onAbort)
  }
  const end = (problem: Problem) => {
    stop()
    onCut(problem)
  }
  if (context?.signal.aborted) onAbort()
  return stop
}

/** Throws `request.deadline` when the current request is already over. */
export function assertRequestLives(clock: Clock): void {
  const context = currentContext()
  if (!context) return
  if (context.signal.aborted) throw requestProblems.deadline({}, { cause: context.signal.reason })
  if ((context.deadlineAtMs ?? Infinity) <= clock.monotonicMs()) throw requestProblems.deadline()
}
