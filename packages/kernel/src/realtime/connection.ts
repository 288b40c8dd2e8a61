import type { ServerResponse } from 'node:http'
import { positionKey, type Position } from '../events/events.ts'
import type { Actor, StreamCall } from '../module/module.ts'
import { mayHear, type Told } from './audience.ts'
import { controlFrame, endedFrame, openingFrame, type ControlName } from './frames.ts'

/** Why a stream was cut. */
export type DropReason = 'slow' | 'stuck'

export interface ConnectionLimits {
  /** What may wait for a client that reads slowly. */
  readonly maxBufferedBytes: number
  /** How many events may wait while older ones are being read for the client. */
  readonly maxPending: number
}

export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  // A proxy that compresses or buffers would keep events back.
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
} as const

/** One client that follows: what it has got so far, and who it is. */
export class Connection {
  actor: Actor
  readonly identifyAgain: StreamCall['identifyAgain']
  readonly #response: ServerResponse
  readonly #limits: ConnectionLimits
  readonly #onDropped: (reason: DropReason) => void
  /** Everything up to here was sent, or is not this client's. Undefined: it is being caught up. */
  #sentUpTo: { readonly key: string; readonly position: Position } | undefined
  #pending: { readonly told: readonly Told[]; readonly position: Position }[] = []
  #pendingCount = 0
  #wasFull = false

  constructor(
    call: Pick<StreamCall, 'actor' | 'identifyAgain' | 'response' | 'headers'>,
    limits: ConnectionLimits,
    onDropped: (reason: DropReason) => void,
  ) {
    this.actor = call.actor
    this.identifyAgain = call.identifyAgain
    this.#response = call.response
    this.#limits = limits
    this.#onDropped = onDropped
    call.response.writeHead(200, { ...call.headers, ...streamHeaders })
    call.response.write(openingFrame)
  }

  get isOpen(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed
  }

  /** Events in their order, read up to `position`. Those that it has got already are left out. */
  tell(told: readonly Told[], position: Position): void {
    const sentUpTo = this.#sentUpTo
    if (sentUpTo === undefined) return this.#keep(told, position)
    let frames = ''
    for (const one of told) {
      if (one.key > sentUpTo.key && mayHear(this.actor, one)) frames += one.frame
    }
    const key = positionKey(position)
    if (key > sentUpTo.key) this.#sentUpTo = { key, position }
    this.#write(frames)
  }

  /** Events of before, while those that happen meanwhile are kept. Resolves when there is room. */
  async replay(told: readonly Told[]): Promise<void> {
    this.#write(
      told
        .filter((one) => mayHear(this.actor, one))
        .map(({ frame }) => frame)
        .join(''),
    )
    await this.#drained()
  }

  /** Everything up to `position` was sent: what was kept meanwhile follows. */
  goLive(name: ControlName, position: Position): void {
    this.#write(controlFrame(name, position))
    this.#sentUpTo = { key: positionKey(position), position }
    for (const kept of this.#pending.splice(0)) this.tell(kept.told, kept.position)
  }

  /** A sign of life. Cuts a client that has taken nothing since the last one. */
  beat(): void {
    const isFull = this.#response.writableLength > 0
    if (isFull && this.#wasFull) return this.#drop('stuck')
    this.#wasFull = isFull
    if (this.#sentUpTo) this.#write(controlFrame('heartbeat', this.#sentUpTo.position))
  }

  /** For good: they may not follow any more. */
  endAccess(): void {
    this.end(endedFrame)
  }

  end(lastFrame: string): void {
    if (this.isOpen) this.#response.end(lastFrame)
  }

  cut(): void {
    this.#response.destroy()
  }

  onClosed(callback: () => void): void {
    this.#response.once('close', callback)
  }

  #keep(told: readonly Told[], position: Position): void {
    this.#pendingCount += told.length
    if (this.#pendingCount > this.#limits.maxPending) return this.#drop('slow')
    this.#pending.push({ told, position })
  }

  #write(frames: string): void {
    if (!this.isOpen || frames === '') return
    if (this.#response.writableLength > this.#limits.maxBufferedBytes) return this.#drop('slow')
    this.#response.write(frames)
  }

  #drop(reason: DropReason): void {
    if (!this.isOpen) return
    this.#onDropped(reason)
    this.cut()
  }

  #drained(): Promise<void> {
    const response = this.#response
    if (!response.writableNeedDrain || !this.isOpen) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        response.off('drain', done)
        response.off('close', done)
        resolve()
      }
      response.on('drain', done)
      response.on('close', done)
    })
  }
}
