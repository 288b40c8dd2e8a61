import type { Clock } from '../clock/clock.ts'
import type { Charge, Decision, RateLimitStore, WindowState } from './decision.ts'
import type { Window } from './policies.ts'
import { charge, freeHits, unusedCounter, waitForHits, type Counter } from './sliding-window.ts'
import { createSubjects, type Subject } from './subjects.ts'

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
      if (allowed) {
        for (const subject of charged) {
          subject.counters = subject.counters.map((counter) => charge(counter, nowMs))
          subjects.keep(subject)
        }
      }
      return decide(allowed, statesOf(charged, nowMs))
    },
  }
}

function hasRoom(subject: Subject, nowMs: number): boolean {
  const { windows } = subject.policy
  return windows.every((window, index) => freeHits(counterAt(subject, index), window, nowMs) >= 1)
}

function statesOf(subjects: readonly Subject[], nowMs: number): WindowState[] {
  const states: WindowState[] = []
  for (const subject of subjects) {
    subject.policy.windows.forEach((window, index) => {
      states.push(stateOf(subject, { window, index, nowMs }))
    })
  }
  return states
}

function stateOf(
  subject: Subject,
  at: { readonly window: Window; readonly index: number; readonly nowMs: number },
): WindowState {
  const { window, nowMs } = at
  const counter = counterAt(subject, at.index)
  const remaining = Math.max(0, freeHits(counter, window, nowMs))
  const canGrow = remaining < window.limit
  return {
    policy: subject.policy.name,
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

function counterAt(subject: Subject, index: number): Counter {
  return subject.counters[index] ?? unusedCounter
}
