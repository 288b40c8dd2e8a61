import type { ClientEvents, LimitEvent } from '@holdfast/client'
import { createFollowed, type Followed } from '../followed/followed.ts'
import { keepLimits, loadLimits, runs, type KeptLimit, type LimitStorage } from './kept-limits.ts'
import { limitNotice, type LimitNotice } from './limit-notice.ts'

/** Where limits are heard of: a client, which tells its own and the server's. */
export interface LimitEvents {
  on(name: keyof ClientEvents, listener: (event: LimitEvent) => void): () => void
}

/** The notice to show now, counting down; nothing while no limit is met. */
export interface LimitWatch extends Followed<LimitNotice | undefined> {
  /** Hides what is shown until that wait is over, through reloads too. */
  dismiss(): void
  /** Stops listening and counting. */
  stop(): void
}

export interface WatchOptions {
  readonly events: LimitEvents
  /** The tab's `sessionStorage`. */
  readonly storage: LimitStorage
  /** Names of categories where this app has better ones: `{ search: 'looks at the calendar' }`. */
  readonly names?: Readonly<Record<string, string>>
}

// A wait that was dismissed comes back with every blocked call, a second more or less.
const sameWaitMs = 2_000

/**
 * Follows the limits that the client meets, one per category, and shows the one that ends last.
 * Takes up what was counting before a reload. Counts by the wall clock, so a tab that slept is
 * right as soon as it wakes.
 */
export function watchLimits(options: WatchOptions): LimitWatch {
  const shown = createFollowed<LimitNotice | undefined>(undefined)
  let limits = loadLimits(options.storage)
  let timer: ReturnType<typeof setTimeout> | undefined

  function count(): void {
    const now = Date.now()
    clearTimeout(timer)
    limits = limits.filter((limit) => runs(limit, now))
    const latest = latestOf(limits)
    shown.set(latest && limitNotice(latest, now, options.names))
    const next = latest ?? limits[0]
    if (next) timer = setTimeout(count, (next.endsAtMs - now) % 1000 || 1000)
  }

  function change(changed: readonly KeptLimit[]): void {
    limits = changed
    keepLimits(options.storage, limits)
    count()
  }

  const meet = ({ category, waitMs }: LimitEvent): void => {
    const met = { category, endsAtMs: Date.now() + waitMs, isDismissed: false }
    if (!runs(met, Date.now())) return
    const before = limits.find((limit) => limit.category === category)
    const others = limits.filter((limit) => limit !== before)
    change([...others, before ? joinWaits(before, met) : met])
  }

  const leave = [
    options.events.on('rate-limit-exceeded', meet),
    options.events.on('server-rate-limit-exceeded', meet),
  ]
  count()
  return {
    ...shown,
    dismiss: () => change(limits.map((limit) => ({ ...limit, isDismissed: true }))),
    stop: () => {
      clearTimeout(timer)
      for (const end of leave) end()
    },
  }
}

// Of two waits for one category the longer counts: neither side lets a call through before.
function joinWaits(before: KeptLimit, met: KeptLimit): KeptLimit {
  const isSameWait = met.endsAtMs - before.endsAtMs < sameWaitMs
  return {
    category: met.category,
    endsAtMs: Math.max(before.endsAtMs, met.endsAtMs),
    isDismissed: before.isDismissed && isSameWait,
  }
}

function latestOf(limits: readonly KeptLimit[]): KeptLimit | undefined {
  return limits
    .filter((limit) => !limit.isDismissed)
    .reduce<KeptLimit | undefined>(
      (latest, limit) => (latest && latest.endsAtMs >= limit.endsAtMs ? latest : limit),
      undefined,
    )
}
