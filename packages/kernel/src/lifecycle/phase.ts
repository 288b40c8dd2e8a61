import { sleep, type Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'

/** One step of a shutdown. */
export interface Phase {
  readonly name: string
  /** After this the signal aborts, and `graceMs` later the next phase begins regardless. */
  readonly maxMs?: number
  /** Nothing is lost of what it hands back: once it has, after an abort as well, it is done. */
  readonly handsBack?: boolean
  /** Resolves when the step is done. After an abort it hands back what it holds, quickly. */
  run(signal: AbortSignal): Promise<void> | void
}

const graceMs = 1000

/** Runs a phase and logs how it went. False when it failed or did not end in its time. */
export async function runPhase(
  phase: Phase,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<boolean> {
  const startedAtMs = clock.monotonicMs()
  const controller = new AbortController()
  const work = attempt(phase, controller.signal)
  const outcome = await Promise.race([work, outOfTime(phase, { clock, controller, work })])
  const durationMs = Math.round(clock.monotonicMs() - startedAtMs)
  const facts = { phase: phase.name, outcome: outcome.kind, durationMs }
  const isInOrder = outcome.kind === 'done' || outcome.kind === 'handed back'
  if (isInOrder) log.info(facts, 'shutdown phase ended')
  else log.error({ ...facts, error: outcome.error }, 'shutdown phase ended')
  return isInOrder
}

interface Outcome {
  readonly kind: 'done' | 'handed back' | 'failed' | 'out of time'
  readonly error?: unknown
}

async function attempt(phase: Phase, signal: AbortSignal): Promise<Outcome> {
  try {
    await phase.run(signal)
    if (!signal.aborted) return { kind: 'done' }
    return { kind: phase.handsBack ? 'handed back' : 'out of time' }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

async function outOfTime(phase: Phase, { clock, controller, work }: Running): Promise<Outcome> {
  if (phase.maxMs === undefined) return work
  const finished = new AbortController()
  void work.then(() => finished.abort())
  await sleep(clock, phase.maxMs, finished.signal)
  if (!finished.signal.aborted) controller.abort()
  await sleep(clock, graceMs, finished.signal)
  return { kind: 'out of time' }
}

interface Running {
  readonly clock: Clock
  readonly controller: AbortController
  readonly work: Promise<Outcome>
}
