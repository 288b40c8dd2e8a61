import type { Actor, NumberedEvent, StreamCall } from '../module/module.ts'
import type { DropReason } from './connection.ts'
import type { ObjectWire } from './object-wire.ts'

/** Where the events of one object are read. */
export interface ObjectEvents {
  /** Notified with the id of the object, in the transaction of each event. */
  readonly channel: string
  readonly id: string
  /** Those behind `after`, in their order. */
  read(after: number, limit: number): Promise<readonly NumberedEvent[]>
}

export interface ObjectConnectionParts extends Pick<StreamCall, 'actor' | 'identifyAgain'> {
  readonly wire: ObjectWire
  readonly events: ObjectEvents
  readonly after: number
  /** Called before something is told: ends the stream of who may not follow any more. */
  beforeTelling(connection: ObjectConnection): Promise<void>
  onDropped(reason: DropReason): void
}

const pageSize = 50

/** One client that follows one object. What it has got is one number: nothing can be missing. */
export class ObjectConnection {
  actor: Actor
  readonly identifyAgain: StreamCall['identifyAgain']
  readonly #parts: ObjectConnectionParts
  #told: number
  #isReady = false
  #wasFull = false
  /** Whether the event that was told last is known to be there. */
  #isSure = false
  #reading: Promise<void> | undefined
  #mustLookAgain = false

  constructor(parts: ObjectConnectionParts) {
    this.actor = parts.actor
    this.identifyAgain = parts.identifyAgain
    this.#parts = parts
    this.#told = parts.after
  }

  get isOpen(): boolean {
    return this.#parts.wire.isOpen
  }

  isAbout(channel: string, id: string): boolean {
    const { events } = this.#parts
    return events.channel === channel && events.id === id
  }

  /**
   * Tells everything that has not been told. Called while it is at that, it looks once more
   * afterwards. Rejects when the events can not be read: what is missing comes the next time.
   */
  async catchUp(): Promise<void> {
    this.#mustLookAgain = true
    this.#reading ??= this.#readAll().finally(() => (this.#reading = undefined))
    await this.#reading
  }

  /** The database may be another one now: what was told may never have happened there. */
  doubt(): void {
    this.#isSure = false
  }

  async #readAll(): Promise<void> {
    while (this.#mustLookAgain && this.isOpen) {
      this.#mustLookAgain = false
      if (await this.#isAhead()) this.#beginAnew()
      const events = await this.#parts.events.read(this.#told, pageSize)
      if (events.length > 0) await this.#tell(events)
      if (events.length === pageSize) this.#mustLookAgain = true
    }
    if (this.#isReady || !this.isOpen) return
    this.#isReady = true
    this.#parts.wire.write([this.#parts.wire.control('ready', this.#told)])
  }

  /** Such as after a backup was restored: nothing would be told before that number is reached again. */
  async #isAhead(): Promise<boolean> {
    if (this.#isSure || this.#told === 0) return false
    const [last] = await this.#parts.events.read(this.#told - 1, 1)
    this.#isSure = true
    return last?.sequence !== this.#told
  }

  #beginAnew(): void {
    this.#told = 0
    this.#parts.wire.write([this.#parts.wire.control('resync', 0)])
  }

  async #tell(events: readonly NumberedEvent[]): Promise<void> {
    const { wire, beforeTelling } = this.#parts
    await beforeTelling(this)
    if (!this.isOpen) return
    wire.write(events.map((event) => wire.event(event)))
    this.#told = events.at(-1)?.sequence ?? this.#told
    await wire.drained()
  }

  /** A sign of life. Cuts a client that has taken nothing since the last one. */
  beat(): void {
    const { wire, onDropped } = this.#parts
    if (!this.isOpen) return
    const isFull = wire.waitingBytes > 0
    if (isFull && this.#wasFull) {
      onDropped('stuck')
      return wire.cut()
    }
    this.#wasFull = isFull
    if (this.#isReady) wire.write([wire.control('heartbeat', this.#told)])
  }

  endAccess(): void {
    this.#parts.wire.endAccess()
  }

  restart(afterMs: number): void {
    this.#parts.wire.restart(afterMs)
  }

  cut(): void {
    this.#parts.wire.cut()
  }

  onClosed(callback: () => void): void {
    this.#parts.wire.onClosed(callback)
  }
}
