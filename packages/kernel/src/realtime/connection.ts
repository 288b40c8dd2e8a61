import { positionKey, type Position } from '../events/events.ts'
import type { Actor, StreamCall } from '../module/module.ts'
import { mayHear, type Told } from './audience.ts'
import type { ControlName } from './frames.ts'
import type { Wire } from './wire.ts'

/** Why a client was cut: it reads slowly, takes nothing, or does not answer. */
export type DropReason = 'slow' | 'stuck' | 'silent'

export interface ConnectionLimits {
  /** What may wait for a client that reads slowly. */
  readonly maxBufferedBytes: number
  /** How many events may wait while older ones are being read for the client. */
  readonly maxPending: number
}

/** Who follows. */
export type Identified = Pick<StreamCall, 'actor' | 'identifyAgain'>

/** One client that follows: what it has got so far, and who it is. */
export class Connection {
  actor: Actor
  readonly identifyAgain: StreamCall['identifyAgain']
  readonly #wire: Wire
  readonly #limits: ConnectionLimits
  readonly #onDropped: (reason: DropReason) => void
  /** Everything up to here was sent, or is not this client's. Undefined: it is being caught up. */
  #sentUpTo: { readonly key: string; readonly position: Position } | undefined
  #pending: { readonly told: readonly Told[]; readonly position: Position }[] = []
  #pendingCount = 0
  #wasFull = false

  constructor(
    { actor, identifyAgain, wire }: Identified & { readonly wire: Wire },
    limits: ConnectionLimits,
    onDropped: (reason: DropReason) => void,
  ) {
    this.actor = actor
    this.identifyAgain = identifyAgain
    this.#wire = wire
    this.#limits = limits
    this.#onDropped = onDropped
  }

  get isOpen(): boolean {
    return this.#wire.isOpen
  }

  /** Events in their order, read up to `position`. Those that it has got already are left out. */
  tell(told: readonly Told[], position: Position): void {
    const sentUpTo = this.#sentUpTo
    if (sentUpTo === undefined) return this.#keep(told, position)
    const unsent = told.filter(({ key }) => key > sentUpTo.key)
    const key = positionKey(position)
    if (key > sentUpTo.key) this.#sentUpTo = { key, position }
    this.write(this.#framesOf(unsent))
  }

  /** Events of before, while those that happen meanwhile are kept. Resolves when there is room. */
  async replay(told: readonly Told[]): Promise<void> {
    this.write(this.#framesOf(told))
    await this.#wire.drained()
  }

  /** Everything up to `position` was sent: what was kept meanwhile follows. */
  goLive(name: ControlName, position: Position): void {
    this.write([this.#wire.control(name, position)])
    this.#sentUpTo = { key: positionKey(position), position }
    for (const kept of this.#pending.splice(0)) this.tell(kept.told, kept.position)
  }

  /** A sign of life. Cuts a client that has taken nothing, or not answered, since the last one. */
  beat(): void {
    if (!this.isOpen) return
    const isFull = this.#wire.waitingBytes > 0
    if (isFull && this.#wasFull) return this.#drop('stuck')
    this.#wasFull = isFull
    if (!this.#wire.ping()) return this.#drop('silent')
    const position = this.#sentUpTo?.position
    if (position !== undefined) this.write([this.#wire.control('heartbeat', position)])
  }

  /** Sends at once. Cuts a client for whom too much waits already. */
  write(frames: readonly string[]): void {
    if (!this.isOpen || frames.length === 0) return
    if (this.#wire.waitingBytes > this.#limits.maxBufferedBytes) return this.#drop('slow')
    this.#wire.write(frames)
  }

  /** Resolves when there is room, or the client has gone. */
  drained(): Promise<void> {
    return this.#wire.drained()
  }

  /** For good: they may not follow any more. */
  endAccess(): void {
    this.#wire.endAccess()
  }

  restart(afterMs: number): void {
    this.#wire.restart(afterMs)
  }

  cut(): void {
    this.#wire.cut()
  }

  onClosed(callback: () => void): void {
    this.#wire.onClosed(callback)
  }

  #framesOf(told: readonly Told[]): readonly string[] {
    return told.filter((one) => mayHear(this.actor, one)).map((one) => this.#wire.event(one))
  }

  #keep(told: readonly Told[], position: Position): void {
    this.#pendingCount += told.length
    if (this.#pendingCount > this.#limits.maxPending) return this.#drop('slow')
    this.#pending.push({ told, position })
  }

  #drop(reason: DropReason): void {
    if (!this.isOpen) return
    this.#onDropped(reason)
    this.cut()
  }
}
