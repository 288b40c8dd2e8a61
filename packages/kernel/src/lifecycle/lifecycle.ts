import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import { runPhase, type Phase } from './phase.ts'

export type { Phase } from './phase.ts'
export { standardPhases, type StandardParts } from './standard-phases.ts'

export interface LifecycleOptions {
  readonly clock: Clock
  readonly log: Log
  /** What a shutdown does, in this order, one after the other. */
  readonly phases: readonly Phase[]
  /** The whole shutdown may take this long; then the process exits with 1. 30 s unless told. */
  readonly totalMs?: number
  /** Ends the process: `process.exit`. */
  readonly exit: (code: number) => void
  /** Where signals and uncaught errors come from: `process`. */
  readonly process: ProcessEvents
}

/** The part of `process` that is listened to. */
export interface ProcessEvents {
  on(event: string, listener: (value: unknown) => void): unknown
}

export interface Lifecycle {
  /** Installs the handlers of signals and of uncaught errors. Call once, first of all. */
  start(): void
  /** Runs the phases once, whoever asks and however often, then exits. Resolves to the code. */
  shutdown(reason: string, code?: number): Promise<number>
}

/**
 * Ends the process in order. SIGTERM, SIGINT, or a launcher that went away (its IPC channel
 * closes) start the phases; a second signal, or the total deadline, exits with 1 at once.
 * An uncaught error is logged as fatal, then drained like a signal, and exits with 1.
 */
export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const { clock, log, exit } = options
  const totalMs = options.totalMs ?? 30_000
  let running: Promise<number> | undefined
  let failed = false
  let signalled = false

  function shutdown(reason: string, code = 0): Promise<number> {
    if (code !== 0) failed = true
    running ??= runPhases(reason)
    return running
  }

  async function runPhases(reason: string): Promise<number> {
    const startedAtMs = clock.monotonicMs()
    log.info({ reason, totalMs }, 'shutdown began')
    const cancelDeadline = clock.schedule(totalMs, () => exitAtOnce('the deadline passed'))
    // A clock's timers keep no process alive, and the sockets that do are being closed.
    const alive = setInterval(() => undefined, 60_000)
    for (const phase of options.phases) {
      if (!(await runPhase(phase, { clock, log }))) failed = true
    }
    cancelDeadline()
    const code = failed ? 1 : 0
    log.info({ code, durationMs: Math.round(clock.monotonicMs() - startedAtMs) }, 'shutdown ended')
    await log.flush()
    clearInterval(alive)
    exit(code)
    return code
  }

  // Nothing is awaited here: whoever asks twice does not want to wait.
  function exitAtOnce(why: string): void {
    log.error({ why }, 'shutdown cut short')
    exit(1)
  }

  // Only a second *signal* is somebody's impatience. After an uncaught error, or together with
  // a launcher that went away, the first one asks for what already happens.
  function onSignal(signal: string): void {
    if (signalled) return exitAtOnce(`a second signal, ${signal}`)
    signalled = true
    void shutdown(signal)
  }

  function onUncaught(kind: string, error: unknown): void {
    log.fatal({ kind, error }, 'uncaught error')
    void shutdown(kind, 1)
  }

  return {
    start() {
      const { process } = options
      process.on('SIGTERM', () => onSignal('SIGTERM'))
      process.on('SIGINT', () => onSignal('SIGINT'))
      process.on('disconnect', () => void shutdown('the launcher is gone'))
      process.on('uncaughtException', (error) => onUncaught('uncaughtException', error))
      process.on('unhandledRejection', (error) => onUncaught('unhandledRejection', error))
    },
    shutdown,
  }
}
