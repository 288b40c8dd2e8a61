import type { Clock } from '../platform/platform.ts'
import { readJson, type KeyValueStorage } from '../platform/safe-storage.ts'
import type { LimitTable, LimitWindow } from './default-limits.ts'
import {
  fullBucket,
  refill,
  takeToken,
  tokensIn,
  waitForToken,
  type Bucket,
} from './token-bucket.ts'

/** Where a category stands. */
export interface LimitState {
  readonly allowed: boolean
  /** How long until a request is allowed; 0 when it is. */
  readonly waitMs: number
  /** How many requests may be sent now. */
  readonly remaining: number
}

/** What is remembered of one category, through a reload too. */
interface Remembered {
  readonly buckets: readonly Bucket[]
  /** Wall time before which the service wants nothing; 0 for none. */
  readonly blockedUntilMs: number
  /** The service's own words about its limits, once it has said them. */
  readonly windows?: readonly LimitWindow[]
}

export interface Limiter {
  /** Takes a token of every window of the category, or none when one has none. */
  take(category: string): LimitState
  check(category: string): LimitState
  /**
   * The service refused: nothing more of this category before `waitMs` have passed. Of several
   * refusals the one that ends last holds.
   */
  block(category: string, waitMs: number): void
  /** Adopts the limits that an answer names in `RateLimit-Policy`. */
  learn(category: string, headers: Headers): void
}

export interface LimiterParts {
  readonly clock: Clock
  readonly storage: KeyValueStorage
  /** The name under which the storage keeps the state. */
  readonly name: string
  readonly limits: LimitTable
}

/** Counts requests by category before they are sent, as the service will count them. */
export function createLimiter({ clock, storage, name, limits }: LimiterParts): Limiter {
  // The wall clock may be set while a page is open; how long a block lasts must not change.
  const blocks = new Map<string, { readonly untilMs: number; readonly monotonicMs: number }>()

  function recall(category: string): Remembered {
    const all = readJson(storage, name)
    const kept: unknown = isRecord(all) ? all[category] : undefined
    return isRemembered(kept) ? kept : { buckets: [], blockedUntilMs: 0 }
  }

  function remember(category: string, state: Remembered): void {
    const all = readJson(storage, name)
    storage.setItem(name, JSON.stringify({ ...(isRecord(all) ? all : {}), [category]: state }))
  }

  function blockedForMs(category: string, { blockedUntilMs }: Remembered): number {
    if (blockedUntilMs === 0) return 0
    const known = blocks.get(category)
    if (known?.untilMs === blockedUntilMs)
      return Math.max(0, known.monotonicMs - clock.monotonicMs())
    const leftMs = Math.max(0, blockedUntilMs - clock.now().getTime())
    blocks.set(category, { untilMs: blockedUntilMs, monotonicMs: clock.monotonicMs() + leftMs })
    return leftMs
  }

  function look(category: string) {
    const nowMs = clock.now().getTime()
    const kept = recall(category)
    const windows = kept.windows ?? limits[category] ?? []
    const filled = windows.map((window, index) => {
      const bucket = refill(kept.buckets[index] ?? fullBucket, window, nowMs)
      return {
        bucket,
        tokens: tokensIn(bucket, window, nowMs),
        waitMs: waitForToken(bucket, window, nowMs),
      }
    })
    const waitMs = Math.max(blockedForMs(category, kept), ...filled.map((one) => one.waitMs))
    const tokens = Math.max(0, Math.min(...filled.map((one) => one.tokens)))
    const state = { allowed: waitMs === 0, waitMs, remaining: waitMs === 0 ? tokens : 0 }
    return { kept, nowMs, state, buckets: filled.map(({ bucket }) => bucket) }
  }

  return {
    check: (category) => look(category).state,
    take(category) {
      const { kept, nowMs, state, buckets } = look(category)
      if (!state.allowed) return state
      remember(category, { ...kept, buckets: buckets.map((bucket) => takeToken(bucket, nowMs)) })
      return { ...state, remaining: state.remaining - 1 }
    },
    block(category, waitMs) {
      const kept = recall(category)
      // Answers of calls in flight come in any order: the latest time that was named holds.
      if (blockedForMs(category, kept) >= waitMs) return
      const untilMs = clock.now().getTime() + waitMs
      blocks.set(category, { untilMs, monotonicMs: clock.monotonicMs() + waitMs })
      remember(category, { ...kept, blockedUntilMs: untilMs })
    },
    learn(category, headers) {
      const windows = readPolicy(headers.get('ratelimit-policy') ?? '', category)
      const kept = recall(category)
      const known = kept.windows ?? limits[category]
      if (windows.length === 0 || JSON.stringify(windows) === JSON.stringify(known)) return
      remember(category, { ...kept, windows })
    },
  }
}

/** `"search-minute";q=20;w=60, …`: the windows of the policy that is named as the category is. */
function readPolicy(header: string, category: string): readonly LimitWindow[] {
  const items = header.matchAll(/"([^"]+)";q=(\d+);w=(\d+)/g)
  return Array.from(items)
    .filter(([, name = '']) => name.startsWith(`${category}-`))
    .map(([, , limit, seconds]) => ({ limit: Number(limit), periodMs: Number(seconds) * 1000 }))
    .filter(({ limit, periodMs }) => limit > 0 && periodMs > 0)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isRemembered(value: unknown): value is Remembered {
  if (!isRecord(value)) return false
  const { buckets, blockedUntilMs } = value
  return typeof blockedUntilMs === 'number' && Array.isArray(buckets) && buckets.every(isBucket)
}

function isBucket(value: unknown): value is Bucket {
  return isRecord(value) && Object.keys(fullBucket).every((name) => Number.isFinite(value[name]))
}
