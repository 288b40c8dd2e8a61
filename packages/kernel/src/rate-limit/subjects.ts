import type { Charge } from './decision.ts'
import type { Policy } from './policies.ts'
import { advance, freeHits, isUnused, unusedCounter, type Counter } from './sliding-window.ts'

/** What the memory store remembers of one subject under one policy. */
export interface Subject {
  readonly key: string
  policy: Policy
  /** One for each window of the policy, in its order. */
  counters: readonly Counter[]
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
const probesForRoom = 64
const probesForCleaning = 2

export function createSubjects(maxSubjects: number): Subjects {
  const remembered = new Map<string, Subject>()
  const shared = new Map<string, Subject>()
  let hand = remembered.values()

  return {
    size: () => remembered.size,
    keep(subject) {
      if (!shared.has(subject.key)) remembered.set(subject.key, subject)
    },
    find(charges, nowMs) {
      const found: Subject[] = []
      let newcomers = 0
      for (const { policy, subject } of charges) {
        const key = `${policy.name} ${subject}`
        if (found.some((other) => other.key === key)) continue
        let entry = remembered.get(key)
        if (!entry) {
          forgetTheUnused(nowMs, found)
          const hasRoom =
            remembered.size + newcomers < maxSubjects || forgetTheLeastLoaded(nowMs, found)
          entry = hasRoom ? { key, policy, counters: [] } : sharedSubject(policy)
          newcomers += hasRoom ? 1 : 0
        }
        bringUpToDate(entry, policy, nowMs)
        found.push(entry)
      }
      return found
    },
  }

  /** Walks over the remembered subjects for ever, a step at each call. */
  function next(): Subject | undefined {
    const step = hand.next()
    if (!step.done) return step.value
    hand = remembered.values()
    return hand.next().value
  }

  /** Keeps the memory close to what still counts, a little at each newcomer. */
  function forgetTheUnused(nowMs: number, inUse: readonly Subject[]): void {
    for (let probes = 0; probes < probesForCleaning; probes++) {
      const subject = next()
      if (subject && !inUse.includes(subject) && loadOf(subject, nowMs) === 0) {
        remembered.delete(subject.key)
      }
    }
  }

  /** Never forgets a subject that is at its limit. Returns whether there is room now. */
  function forgetTheLeastLoaded(nowMs: number, inUse: readonly Subject[]): boolean {
    let victim: Subject | undefined
    let leastLoad = 1
    for (let probes = 0; probes < probesForRoom && leastLoad > 0; probes++) {
      const subject = next()
      if (!subject || inUse.includes(subject)) continue
      const load = loadOf(subject, nowMs)
      if (load < leastLoad) {
        victim = subject
        leastLoad = load
      }
    }
    return victim !== undefined && remembered.delete(victim.key)
  }

  function sharedSubject(policy: Policy): Subject {
    // A space can not stand in a policy's name, so no real subject has this key.
    const key = ` ${policy.name}`
    const known = shared.get(key) ?? { key, policy, counters: [] }
    shared.set(key, known)
    return known
  }
}

function bringUpToDate(subject: Subject, policy: Policy, nowMs: number): void {
  subject.policy = policy
  subject.counters = policy.windows.map((window, index) =>
    advance(subject.counters[index] ?? unusedCounter, window.periodMs, nowMs),
  )
}

/** How near the subject is to a limit: 0 when it can be forgotten without loss, 1 at the limit. */
function loadOf(subject: Subject, nowMs: number): number {
  let load = 0
  subject.policy.windows.forEach((window, index) => {
    const counter = advance(subject.counters[index] ?? unusedCounter, window.periodMs, nowMs)
    if (isUnused(counter)) return
    const free = freeHits(counter, window, nowMs)
    load = Math.max(load, free < 1 ? 1 : 1 - free / window.limit)
  })
  return load
}
