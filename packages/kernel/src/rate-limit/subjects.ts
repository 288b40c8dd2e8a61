import type { Charge } from './decision.ts'
import type { Policy } from './policies.ts'
import { advance, freeHits, isUnused, unusedCounter, type Counter } from './sliding-window.ts'

/** What the memory store remembers of one subject under one policy. */
export interface Subject {
  readonly name: string
  policy: Policy
  /** One for each window of the policy, in its order. */
  counters: Counter[]
  /** Whether the next call finds it again. */
  isKept: boolean
}

/** The bounded memory of a store. */
export interface Subjects {
  /**
   * One subject for each charge, its counters as they stand now. A newcomer is remembered
   * only by `keep`. When there is no room and nobody may be forgotten, newcomers of a
   * policy share one subject, so that they are still limited.
   */
  find(charges: readonly Charge[], nowMs: number): readonly Subject[]
  keep(subject: Subject): void
  size(): number
}

// How many remembered subjects a newcomer may look at: room is made in bounded time.
const probesForRoom = 32
const probesForCleaning = 2
// The search for the least loaded ends early at one that is as light as this.
const lightLoad = 0.1

export function createSubjects(maxSubjects: number): Subjects {
  // By policy, then by subject: no key is put together, which would cost half of a call.
  const remembered = new Map<string, Map<string, Subject>>()
  const shared = new Map<string, Subject>()
  let size = 0
  let hand = everyone()

  return {
    size: () => size,
    keep(subject) {
      if (subject.isKept) return
      subject.isKept = true
      underPolicy(subject.policy).set(subject.name, subject)
      size++
    },
    find(charges, nowMs) {
      const found: Subject[] = []
      let newcomers = 0
      for (const { policy, subject: name } of charges) {
        if (found.some((other) => isSame(other, policy, name))) continue
        let subject = remembered.get(policy.name)?.get(name)
        if (!subject) {
          subject = admit({ policy, name, nowMs, found, newcomers })
          if (!subject.isKept) newcomers++
        }
        bringUpToDate(subject, policy, nowMs)
        found.push(subject)
      }
      return found
    },
  }

  function admit(newcomer: {
    readonly policy: Policy
    readonly name: string
    readonly nowMs: number
    readonly found: readonly Subject[]
    readonly newcomers: number
  }): Subject {
    const { policy, name, nowMs, found, newcomers } = newcomer
    forgetTheUnused(nowMs, found)
    if (size + newcomers < maxSubjects || forgetTheLeastLoaded(nowMs, found)) {
      return { name, policy, counters: [], isKept: false }
    }
    return sharedSubject(policy)
  }

  /** Keeps the memory close to what still counts, a little at each newcomer. */
  function forgetTheUnused(nowMs: number, inUse: readonly Subject[]): void {
    for (let probes = 0; probes < probesForCleaning; probes++) {
      const subject = next()
      if (subject && !inUse.includes(subject) && loadOf(subject, nowMs) === 0) forget(subject)
    }
  }

  /** Never forgets a subject that is at its limit. Returns whether there is room now. */
  function forgetTheLeastLoaded(nowMs: number, inUse: readonly Subject[]): boolean {
    let victim: Subject | undefined
    let leastLoad = 1
    for (let probes = 0; probes < probesForRoom && leastLoad > lightLoad; probes++) {
      const subject = next()
      if (!subject || inUse.includes(subject)) continue
      const load = loadOf(subject, nowMs)
      if (load < leastLoad) {
        victim = subject
        leastLoad = load
      }
    }
    if (victim) forget(victim)
    return victim !== undefined
  }

  function forget(subject: Subject): void {
    if (underPolicy(subject.policy).delete(subject.name)) size--
  }

  function sharedSubject(policy: Policy): Subject {
    const known = shared.get(policy.name) ?? { name: '', policy, counters: [], isKept: true }
    shared.set(policy.name, known)
    return known
  }

  function underPolicy(policy: Policy): Map<string, Subject> {
    const known = remembered.get(policy.name) ?? new Map<string, Subject>()
    remembered.set(policy.name, known)
    return known
  }

  function* everyone(): Generator<Subject, undefined> {
    for (const subjects of remembered.values()) yield* subjects.values()
  }

  /** Walks over the remembered subjects for ever, a step at each call. */
  function next(): Subject | undefined {
    const step = hand.next()
    if (!step.done) return step.value
    hand = everyone()
    return hand.next().value
  }
}

function isSame(subject: Subject, policy: Policy, name: string): boolean {
  return subject.name === name && subject.policy.name === policy.name
}

function bringUpToDate(subject: Subject, policy: Policy, nowMs: number): void {
  subject.policy = policy
  const { counters } = subject
  let index = 0
  for (const { periodMs } of policy.windows) {
    counters[index] = advance(counters[index] ?? unusedCounter, periodMs, nowMs)
    index++
  }
}

/** How near the subject is to a limit: 0 when it can be forgotten without loss, 1 at the limit. */
function loadOf(subject: Subject, nowMs: number): number {
  let load = 0
  let index = 0
  for (const window of subject.policy.windows) {
    const counter = advance(subject.counters[index++] ?? unusedCounter, window.periodMs, nowMs)
    if (isUnused(counter)) continue
    const free = freeHits(counter, window, nowMs)
    load = Math.max(load, free < 1 ? 1 : 1 - free / window.limit)
  }
  return load
}
