import { deliverNext, type DeliveryParts } from './deliver.ts'
import { lookAhead, register, type Outlook } from './position-store.ts'
import type { Subscription } from './subscription.ts'
import { Wakeup } from './wakeup.ts'

export interface RunnerParts extends DeliveryParts {
  /** How often to look without being woken. */
  readonly pollEveryMs: number
}

const shortestMs = 5
const longestMs = 500

/** Runs one subscription in this process until it is stopped. */
export class Runner {
  readonly subscription: Subscription
  readonly #parts: RunnerParts
  readonly #wakeup = new Wakeup()
  #registered = false
  /** Looks in a row that found work which is not ours to do yet. */
  #held = 0
  #failures = 0
  #idle: (() => void)[] = []

  constructor(parts: RunnerParts, subscription: Subscription) {
    this.#parts = parts
    this.subscription = subscription
  }

  wake(): void {
    this.#wakeup.ring()
  }

  /** Resolves when everything that was committed before the call has been handled. */
  untilIdle(): Promise<void> {
    const idle = new Promise<void>((resolve) => this.#idle.push(resolve))
    this.wake()
    return idle
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const restMs = await this.#workOrFail(signal)
      if (!signal.aborted) await this.#wakeup.wait(this.#parts.clock, restMs, signal)
    }
  }

  /** How long to rest: until the database is back, when it is away. */
  async #workOrFail(signal: AbortSignal): Promise<number> {
    try {
      const restMs = await this.#work(signal)
      this.#failures = 0
      return restMs
    } catch (error) {
      this.#failures += 1
      const facts = { err: error, subscription: this.subscription.name, failures: this.#failures }
      this.#parts.log.warn(facts, 'A subscription can not use the database')
      return Math.random() * Math.min(this.#parts.pollEveryMs, 100 * 2 ** this.#failures)
    }
  }

  /** Handles what is there, event by event, and says how long to rest. */
  async #work(signal: AbortSignal): Promise<number> {
    const { database, pollEveryMs } = this.#parts
    if (!this.#registered) await register(database, this.subscription)
    this.#registered = true
    for (;;) {
      const waiting = this.#idle.splice(0)
      const outlook = await lookAhead(database, this.subscription)
      if (signal.aborted) return 0
      const isReady = outlook?.ready === true && outlook.waitMs === 0
      if (!isReady) return this.#restMs(outlook, waiting)
      this.#idle.unshift(...waiting)
      if (!(await this.#deliverAll(signal))) return Math.min(pollEveryMs, this.#shortRestMs())
    }
  }

  /** False when another process is at it. */
  async #deliverAll(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const delivery = await deliverNext(this.#parts, this.subscription)
      if (delivery === 'busy') return false
      this.#held = 0
      if (delivery !== 'handled') return true
    }
    return true
  }

  #restMs(outlook: Outlook | undefined, waiting: (() => void)[]): number {
    const { pollEveryMs } = this.#parts
    if (outlook?.held || outlook?.ready) this.#idle.unshift(...waiting)
    else for (const resolve of waiting) resolve()
    if (outlook?.ready) return Math.min(pollEveryMs, outlook.waitMs)
    // Nobody notifies when the transaction that holds an event back ends: look again soon.
    if (outlook?.held) return Math.min(pollEveryMs, this.#shortRestMs())
    this.#held = 0
    return pollEveryMs
  }

  #shortRestMs(): number {
    this.#held += 1
    return Math.min(longestMs, shortestMs * 2 ** (this.#held - 1))
  }
}
