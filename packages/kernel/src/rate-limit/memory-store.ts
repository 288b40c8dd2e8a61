import type { Clock } from '../clock/clock.ts'
import { decide } from './decide.ts'
import type { Charge, Decision, RateLimitStore } from './decision.ts'
import { charge, freeHits, unusedCounter } from './sliding-window.ts'
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
      return decide(allowed, charged, nowMs)
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
  const { counters, policy } = subject
  for (let index = 0; index < policy.windows.length; index++) {
    counters[index] = charge(counters[index] ?? unusedCounter, nowMs)
  }
  subjects.keep(subject)
}
