import type { Clock } from '@holdfast/kernel/clock'
import type { Ending } from '../../media/explain-ending.ts'
import { MediaStuck } from '../../media/media-errors.ts'
import type { SupervisedProgram } from './supervised-program.ts'

export interface WatchTimes {
  /** Without progress for so long, a program is stuck. */
  readonly stuckAfterMs: number
  /** Between asking a program to end and ending it. */
  readonly graceMs: number
  /** The same when somebody asked for it: nothing is waited for then. */
  readonly abortGraceMs: number
}

export const usualTimes: WatchTimes = {
  stuckAfterMs: 60_000,
  graceMs: 10_000,
  abortGraceMs: 2_000,
}

export interface WatchedCall {
  readonly clock: Clock
  readonly times: WatchTimes
  readonly deadlineMs: number
  readonly signal: AbortSignal
  /** Asked about once a second. What it throws ends the program and is thrown. */
  readonly check?: () => Promise<void>
  /** Programs that say nothing of their progress are held to the deadline alone. */
  readonly saysProgress: boolean
  readonly start: (watch: Watch) => SupervisedProgram
}

/** What the program's own output tells the watch. */
export interface Watch {
  /** It moves. */
  readonly moved: () => void
  /** The program has to end, and this is why. */
  readonly end: (reason: Error) => void
}

const mostMs = 1_000

/**
 * Waits for a program and ends it when it is stuck, late, no longer wanted, or fails a check: asked
 * first, then by force, its whole group. Resolves with how it ended by itself and throws why it was
 * ended, both once nothing of it is left.
 *
 * Time without progress is counted in ticks, so that a process which was frozen itself, and finds
 * all its timers due at once, does not take its programs for stuck.
 */
export async function watchProgram(call: WatchedCall): Promise<Ending> {
  const { clock, times, signal } = call
  signal.throwIfAborted()
  const tickMs = Math.min(mostMs, times.stuckAfterMs / 6)
  let reason: { readonly error: unknown } | undefined
  let silentMs = 0
  let cancelTick: (() => void) | undefined
  let cancelKill: (() => void) | undefined
  const endWithin = (graceMs: number, error: unknown) => {
    if (reason !== undefined) return
    reason = { error }
    program.terminate()
    cancelKill = clock.schedule(graceMs, program.kill)
  }
  const program = call.start({
    moved: () => (silentMs = 0),
    end: (error) => endWithin(times.abortGraceMs, error),
  })
  const onAbort = () => endWithin(times.abortGraceMs, signal.reason)
  const tick = () => {
    silentMs += tickMs
    if (call.saysProgress && silentMs > times.stuckAfterMs)
      return endWithin(times.graceMs, new MediaStuck('It made no progress'))
    call.check?.().catch((error: unknown) => endWithin(times.abortGraceMs, error))
    cancelTick = clock.schedule(tickMs, tick)
  }
  cancelTick = clock.schedule(tickMs, tick)
  const cancelDeadline = clock.schedule(call.deadlineMs, () =>
    endWithin(times.graceMs, new MediaStuck('It took longer than it may')),
  )
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const ending = await program.ended
    if (reason !== undefined) throw reason.error
    return ending
  } finally {
    signal.removeEventListener('abort', onAbort)
    for (const cancel of [cancelTick, cancelKill, cancelDeadline]) cancel?.()
  }
}
