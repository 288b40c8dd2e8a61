import type { ProblemDocument } from '@holdfast/kernel/contract'
import type { Clock } from '../platform/platform.ts'

/**
 * What became of a message. `acked`: it was done, once. `refused`: it was not, and will not be.
 * `expired`: it is not known; sent again under the same id it is still done once. `overflow`: too
 * many waited already, and it was never sent.
 */
export type SendOutcome =
  | { readonly outcome: 'acked'; readonly answer: unknown }
  | { readonly outcome: 'refused'; readonly problem: ProblemDocument }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'overflow' }

/** What the service says about a message. With `retryMs` it may come again. */
export interface Verdict {
  readonly kind: string
  readonly id?: string
  readonly answer?: unknown
  readonly problem?: ProblemDocument
  readonly retryMs?: number
}

export interface Message {
  readonly id: string
  readonly text: string
  readonly expiresInMs: number
}

interface Entry {
  readonly text: string
  readonly outcome: Promise<SendOutcome>
  settle(outcome: SendOutcome): void
  cancelRetry: (() => void) | undefined
}

/** Keeps messages, in their order, until the service has decided about them or their time is up. */
export class Outbox {
  readonly #clock: Clock
  readonly #maxWaiting: number
  readonly #entries = new Map<string, Entry>()
  #write: ((text: string) => void) | undefined

  constructor(clock: Clock, maxWaiting: number) {
    this.#clock = clock
    this.#maxWaiting = maxWaiting
  }

  /** Under an id that waits already nothing is added: both get its outcome. */
  add({ id, text, expiresInMs }: Message): Promise<SendOutcome> {
    const known = this.#entries.get(id)
    if (known) return known.outcome
    if (this.#entries.size >= this.#maxWaiting) return Promise.resolve({ outcome: 'overflow' })
    const { promise, resolve } = Promise.withResolvers<SendOutcome>()
    const entry: Entry = {
      text,
      outcome: promise,
      cancelRetry: undefined,
      settle: (outcome) => {
        cancelExpiry()
        entry.cancelRetry?.()
        this.#entries.delete(id)
        resolve(outcome)
      },
    }
    const expire = () => entry.settle({ outcome: 'expired' })
    const cancelExpiry = this.#clock.schedule(expiresInMs, expire)
    this.#entries.set(id, entry)
    this.#write?.(text)
    return promise
  }

  /** The service is ready: whatever it has not decided about goes out, once more or at last. */
  open(write: (text: string) => void): void {
    this.#write = write
    for (const { text, cancelRetry } of this.#entries.values()) if (!cancelRetry) write(text)
  }

  /** Nothing goes out until it is opened again. */
  shut(): void {
    this.#write = undefined
  }

  take({ kind, id = '', answer, problem, retryMs }: Verdict): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    if (kind === 'ack') entry.settle({ outcome: 'acked', answer })
    else if (retryMs !== undefined) this.#retry(entry, retryMs)
    else if (problem) entry.settle({ outcome: 'refused', problem })
  }

  /** For good: nobody will decide any more. */
  close(): void {
    this.shut()
    for (const entry of this.#entries.values()) entry.settle({ outcome: 'expired' })
  }

  #retry(entry: Entry, retryMs: number): void {
    entry.cancelRetry?.()
    entry.cancelRetry = this.#clock.schedule(retryMs, () => {
      entry.cancelRetry = undefined
      this.#write?.(entry.text)
    })
  }
}
