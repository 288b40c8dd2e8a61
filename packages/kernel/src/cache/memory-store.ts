import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import { leaseMs, type CacheStore, type Kept, type Wanted } from './store.ts'

export interface MemoryStoreOptions {
  readonly clock: Clock
  /** How many characters of values and keys are kept in all. */
  readonly maxCharacters: number
}

interface Entry extends Kept {
  readonly versions: string
  readonly keptAtMs: number
}

interface Lease {
  readonly token: string
  /** What the holder's value will be worth: nothing after an invalidation. */
  readonly versions: string
  readonly untilMs: number
}

/** Keeps values in this process. Exact among its callers; see `notices.ts` for other processes. */
export interface MemoryStore extends CacheStore {
  /** Everything may have been missed: nothing that is kept counts. */
  forgetAll(): void
}

export function createMemoryStore({ clock, maxCharacters }: MemoryStoreOptions): MemoryStore {
  const entries = new LRUCache<string, Entry>({
    maxSize: maxCharacters,
    sizeCalculation: ({ text = '', versions }, key) => text.length + versions.length + key.length,
  })
  // A tag that has no version here was never invalidated since this process began to count.
  const versions = new LRUCache<string, number>({ max: 100_000 })
  const leases = new Map<string, Lease>()
  let count = 0
  // Newer than all that were forgotten, so that a forgotten version never comes back.
  let forgotten = 0

  function versionsOf(tags: readonly string[]): string {
    return tags.map((tag) => versions.get(tag) ?? forgotten).join(' ')
  }

  function bump(tags: readonly string[]): void {
    count++
    for (const tag of tags) {
      if (versions.size === versions.max && !versions.has(tag)) forgotten = count
      versions.set(tag, count)
    }
  }

  function takeLease({ key, token }: Wanted, current: string): boolean {
    const nowMs = clock.monotonicMs()
    const lease = leases.get(key)
    if (lease?.versions === current && lease.untilMs > nowMs) return false
    leases.set(key, { token, versions: current, untilMs: nowMs + leaseMs })
    return true
  }

  function endLease({ key, token }: Wanted): void {
    if (leases.get(key)?.token === token) leases.delete(key)
  }

  return {
    async look(wanted) {
      const current = versionsOf(wanted.tags)
      const entry = entries.get(wanted.key)
      const ageMs = entry ? clock.monotonicMs() - entry.keptAtMs : 0
      if (!entry || entry.versions !== current || ageMs >= entry.freshMs + entry.staleMs) {
        return { versions: current, state: 'missing', mayLoad: takeLease(wanted, current) }
      }
      if (ageMs < entry.freshMs) {
        return { versions: current, state: 'fresh', text: entry.text, mayLoad: false }
      }
      const mayLoad = takeLease(wanted, current)
      return { versions: current, state: 'stale', text: entry.text, mayLoad }
    },
    async keep(wanted, loadedUnder, kept) {
      endLease(wanted)
      if (versionsOf(wanted.tags) !== loadedUnder) return
      const entry = { ...kept, versions: loadedUnder, keptAtMs: clock.monotonicMs() }
      entries.set(wanted.key, entry)
    },
    async giveUp(wanted) {
      endLease(wanted)
    },
    // A crash takes the memory along, so there is nothing to guard.
    async begin() {},
    async finish(tags) {
      bump(tags)
    },
    forgetAll() {
      entries.clear()
      versions.clear()
      forgotten = ++count
    },
  }
}
