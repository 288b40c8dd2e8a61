import type { Clock } from '../clock/clock.ts'
import type { Charge, Decision, RateLimitStore, WindowState } from './decision.ts'
import type { Window } from './policies.ts'
import { charge, freeHits, unusedCounter, waitForHits, type Counter } from './sliding-window.ts'
import { createSubjects, type Subject, type Subjects } from './subjects.ts'

export interface MemoryStore extends RateLimitStore {
  /** Decides at once: callers need not wait. */
  take(charges: readonly Charge[]): Decision
  /** How many subjects are remembered; never more than `maxSubjects`. */
  size(): number
}

export interface MemoryStoreOptions {
  readonly clock: Clock
  /** How many pairs of policy and subject are remembered at once; 100,000 unless told. */
  readonly maxSubjects?: number
}

/** Counts in the memory of this process. Exact among its callers, since `take` never waits. */
export function createMemoryStore(options: MemoryStoreOptions): MemoryStore {
  const { clock, maxSubjects = 100_000 } = options
  const subjects = createSubjects(maxSubjects)
  return {
    size: () => subjects.size(),
    take(charges) {
      const nowMs = Math.floor(clock.monotonicMs())
      const charged = subjects.find(charges, nowMs)
      const allowed = charged.every((subject) => hasRoom(subject, nowMs))
      if (allowed) for (const subject of charged) chargeAll(subjects, subject, nowMs)
      return decide(allowed, statesOf(charged, nowMs))
    },
  }
}

function hasRoom({ policy, counters }: Subject, nowMs: number): boolean {
  let index = 0
  for (const window of policy.windows) {
    if (freeHits(counters[index++] ?? unusedCounter, window, nowMs) < 1) return false
  }
  return true
}

function chargeAll(subjects: Subjects, subject: Subject, nowMs: number): void {
  const { counters } = subject
  let index = 0
  for (const counter of counters) counters[index++] = charge(counter, nowMs)
  subjects.keep(subject)
}

function statesOf(charged: readonly Subject[], nowMs: number): WindowState[] {
  const states: WindowState[] = []
  for (const { policy, counters } of charged) {
    let index = 0
    for (const window of policy.windows) {
      const counter = counters[index++] ?? unusedCounter
      states.push(stateOf(counter, { policy: policy.name, window, nowMs }))
    }
  }
  return states
}

function stateOf(
  counter: Counter,
  at: { readonly policy: string; readonly window: Window; readonly nowMs: number },
): WindowState {
  const { window, nowMs } = at
  const remaining = Math.max(0, freeHits(counter, window, nowMs))
  const canGrow = remaining < window.limit
  return {
    policy: at.policy,
    window: window.name,
    limit: window.limit,
    periodMs: window.periodMs,
    remaining,
    resetMs: canGrow ? waitForHits(counter, window, { nowMs, wanted: remaining + 1 }) : 0,
  }
}

function decide(allowed: boolean, states: readonly WindowState[]): Decision {
  const deniedBy = allowed ? undefined : longestDenial(states)
  if (!deniedBy) return { allowed, states, retryAfterMs: 0 }
  return { allowed, states, deniedBy, retryAfterMs: deniedBy.resetMs }
}

/** In a denied call nothing was charged, so the windows without room are those that deny. */
function longestDenial(states: readonly WindowState[]): WindowState | undefined {
  let longest: WindowState | undefined
  for (const state of states) {
    if (state.remaining === 0 && state.resetMs > (longest?.resetMs ?? -1)) longest = state
  }
  return longest
}
