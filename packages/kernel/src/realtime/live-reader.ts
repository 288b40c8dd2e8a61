import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '../clock/clock.ts'
import {
  eventChannel,
  hasHeldEvents,
  readEvents,
  Wakeup,
  type Event,
  type Position,
} from '../events/events.ts'
import type { Log } from '../log/log.ts'
import type { Database, Listener } from '../postgres/postgres.ts'

export interface ReaderParts {
  readonly database: Database<unknown>
  readonly listener: Pick<Listener, 'subscribe' | 'onReconnect'>
  readonly types: readonly string[]
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  /** How often to look without being woken. */
  readonly pollEveryMs: number
  /** Whether anybody follows: otherwise nothing is read. */
  isWanted(): boolean
  /** Called with each page, in order, the next one after the last has been dealt with. */
  onEvents(events: readonly Event[], position: Position): Promise<void>
}

const pageSize = 100
const shortestMs = 10
const longestMs = 500

/** Reads the events of all organisations once for this process, while anybody follows. */
export class LiveReader {
  readonly #parts: ReaderParts
  readonly #wakeup = new Wakeup()
  readonly #stopping = new AbortController()
  /** The request that wakes the reader first must not be what it runs in: it ends before. */
  readonly #outside = AsyncLocalStorage.snapshot()
  #position: Position | undefined
  #finding: Promise<Position> | undefined
  #running: Promise<void> | undefined
  #unsubscribe: readonly (() => void)[] = []
  /** Looks in a row that found events which may not be taken yet. */
  #held = 0
  #failures = 0

  constructor(parts: ReaderParts) {
    this.#parts = parts
  }

  /** Starts reading where there is no reader yet. Resolves to where it is. */
  async position(): Promise<Position> {
    if (this.#running === undefined) this.#outside(() => this.#start())
    if (this.#position !== undefined) return this.#position
    this.#finding ??= this.#outside(() => this.#findPosition())
    const found = await this.#finding
    this.#wakeup.ring()
    return found
  }

  async stop(): Promise<void> {
    for (const end of this.#unsubscribe) end()
    this.#stopping.abort()
    await this.#running
  }

  #start(): void {
    const { listener } = this.#parts
    const ring = () => this.#wakeup.ring()
    this.#unsubscribe = [listener.subscribe(eventChannel, ring), listener.onReconnect(ring)]
    this.#running = this.#run(this.#stopping.signal)
  }

  async #findPosition(): Promise<Position> {
    try {
      const { position } = await readEvents(this.#parts.database, { limit: 0 })
      return (this.#position ??= position)
    } finally {
      this.#finding = undefined
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const restMs = await this.#readOrFail(signal)
      await this.#wakeup.wait(this.#parts.clock, restMs, signal)
    }
  }

  /** How long to rest: until the database is back, when it is away. */
  async #readOrFail(signal: AbortSignal): Promise<number> {
    try {
      const restMs = await this.#readAll(signal)
      this.#failures = 0
      return restMs
    } catch (error) {
      this.#failures += 1
      const facts = { err: error, failures: this.#failures }
      this.#parts.log.warn(facts, 'Live events can not be read')
      return Math.random() * Math.min(this.#parts.pollEveryMs, 100 * 2 ** this.#failures)
    }
  }

  async #readAll(signal: AbortSignal): Promise<number> {
    const { database, types, pollEveryMs } = this.#parts
    while (!signal.aborted) {
      if (!this.#parts.isWanted()) this.#position = undefined
      if (this.#position === undefined) return pollEveryMs
      const query = { after: this.#position, types, limit: pageSize }
      const { events, position } = await readEvents(database, query)
      await this.#parts.onEvents(events, position)
      this.#position = position
      if (events.length > 0) this.#held = 0
      if (events.length < pageSize) return this.#restMs()
    }
    return 0
  }

  /** Nobody notifies when the transaction that holds an event back ends: look again soon. */
  async #restMs(): Promise<number> {
    const { database, pollEveryMs } = this.#parts
    if (!(await hasHeldEvents(database))) {
      this.#held = 0
      return pollEveryMs
    }
    this.#held += 1
    return Math.min(pollEveryMs, longestMs, shortestMs * 2 ** (this.#held - 1))
  }
}
