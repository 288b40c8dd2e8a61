import type { Clock } from '../clock/clock.ts'
import type { BreakerRules } from './provider-options.ts'

export type BreakerState = 'closed' | 'open' | 'half-open'

export interface Breaker {
  readonly state: BreakerState
  /** How long until a probe may pass; undefined when a call may pass now. */
  refusedForMs(): number | undefined
  /** Lets a call pass: undefined when it may not. Whoever was let pass must tell how it ended. */
  enter(): Passage | undefined
}

export interface Passage {
  /** `neither`: the call was given up by its caller and says nothing about the provider. */
  ended(how: 'well' | 'badly' | 'neither'): void
}

/**
 * Opens after so many failures in a row, and then refuses every call for a while. After that one
 * call, the probe, may pass: it closes the breaker or opens it anew. What began under an earlier
 * state changes nothing: a slow success from before the outage proves nothing about now.
 */
export function createBreaker(
  rules: BreakerRules,
  clock: Clock,
  onChange: (state: BreakerState) => void,
): Breaker {
  let state: BreakerState = 'closed'
  let generation = 0
  let failures = 0
  let openUntilMs = 0
  let isProbing = false

  function become(next: BreakerState): void {
    state = next
    generation += 1
    failures = 0
    isProbing = false
    if (next === 'open') openUntilMs = clock.monotonicMs() + rules.openMs
    onChange(next)
  }

  function refusedForMs(): number | undefined {
    if (state === 'closed') return undefined
    if (state === 'half-open') return isProbing ? probeWaitMs : undefined
    const leftMs = openUntilMs - clock.monotonicMs()
    return leftMs > 0 ? leftMs : undefined
  }

  function ended(how: 'well' | 'badly' | 'neither'): void {
    if (state === 'half-open') {
      isProbing = false
      if (how !== 'neither') become(how === 'well' ? 'closed' : 'open')
      return
    }
    if (how === 'well') failures = 0
    if (how === 'badly' && ++failures >= rules.failures) become('open')
  }

  return {
    get state() {
      return state
    },
    refusedForMs,
    enter() {
      if (refusedForMs() !== undefined) return undefined
      if (state === 'open') become('half-open')
      if (state === 'half-open') isProbing = true
      const enteredIn = generation
      return {
        ended(how) {
          if (enteredIn === generation) ended(how)
        },
      }
    },
  }
}

/** What a call is told to wait that meets a probe on its way. */
const probeWaitMs = 1_000
