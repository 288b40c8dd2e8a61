import type { Clock } from '../clock/clock.ts'

/** Something that ends at a point of the monotonic clock. */
export interface Expiring {
  readonly deadlineAtMs?: number | undefined
}

/**
 * Deadlines of many requests on one timer. Requests with the same duration end in the order in
 * which they came, so each duration keeps a queue and only the queues' heads are looked at.
 */
export class Deadlines<Entry extends Expiring> {
  readonly #clock: Clock
  readonly #onExpired: (entry: Entry) => void
  readonly #queues = new Map<number, Set<Entry>>()
  #timerAtMs = Number.POSITIVE_INFINITY
  #cancelTimer: (() => void) | undefined

  constructor(clock: Clock, onExpired: (entry: Entry) => void) {
    this.#clock = clock
    this.#onExpired = onExpired
  }

  /** Reports the entry at its deadline, which is `durationMs` away, unless it is removed before. */
  add(entry: Entry, durationMs: number): void {
    let queue = this.#queues.get(durationMs)
    if (queue === undefined) {
      queue = new Set()
      this.#queues.set(durationMs, queue)
    }
    queue.add(entry)
    const atMs = deadlineOf(entry)
    if (atMs < this.#timerAtMs) this.#wakeAt(atMs)
  }

  remove(entry: Entry, durationMs: number): void {
    this.#queues.get(durationMs)?.delete(entry)
  }

  #wakeAt(atMs: number): void {
    this.#cancelTimer?.()
    this.#timerAtMs = atMs
    const delayMs = Math.max(1, Math.ceil(atMs - this.#clock.monotonicMs()))
    this.#cancelTimer = this.#clock.schedule(delayMs, () => this.#sweep())
  }

  #sweep(): void {
    this.#timerAtMs = Number.POSITIVE_INFINITY
    const nowMs = this.#clock.monotonicMs()
    let nextMs = Number.POSITIVE_INFINITY
    for (const [durationMs, queue] of this.#queues) {
      nextMs = Math.min(nextMs, this.#expireUntil(nowMs, queue))
      if (queue.size === 0) this.#queues.delete(durationMs)
    }
    if (nextMs < this.#timerAtMs) this.#wakeAt(nextMs)
  }

  /** Ends what is due and returns when the next one is. */
  #expireUntil(nowMs: number, queue: Set<Entry>): number {
    for (const entry of queue) {
      const atMs = deadlineOf(entry)
      if (atMs > nowMs) return atMs
      queue.delete(entry)
      this.#onExpired(entry)
    }
    return Number.POSITIVE_INFINITY
  }
}

function deadlineOf(entry: Expiring): number {
  return entry.deadlineAtMs ?? Number.POSITIVE_INFINITY
}
