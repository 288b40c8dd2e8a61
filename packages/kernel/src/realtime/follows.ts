import type { Actor, BoundFollowable, Context } from '../module/module.ts'
import type { Database } from '../postgres/postgres.ts'
import { requestProblems } from '../problems/problems.ts'
import type { Connection } from './connection.ts'
import type { ControlName } from './frames.ts'
import type { ObjectStreams } from './object-streams.ts'
import type { ObjectWire } from './object-wire.ts'
import { followMessage, objectMessage, type Followed } from './socket-messages.ts'

export interface FollowsParts {
  readonly streams: Pick<ObjectStreams, 'follow'>
  /** By their names. */
  readonly followables: ReadonlyMap<string, BoundFollowable>
  readonly database: Database<unknown>
  /** How many objects one connection follows at once. */
  readonly maxFollowed: number
  contextOf(actor: Actor): Context<unknown>
}

/** The objects that one WebSocket follows. */
export class Follows {
  readonly #connection: Connection
  readonly #parts: FollowsParts
  readonly #wires = new Map<string, FollowWire>()

  constructor(connection: Connection, parts: FollowsParts) {
    this.#connection = connection
    this.#parts = parts
    connection.onClosed(() => {
      for (const wire of this.#wires.values()) wire.close()
    })
  }

  /**
   * Looks whether the actor may. What it returns begins to tell; one that is followed already goes
   * on from the new number.
   */
  async follow(actor: Actor, followed: Followed & { readonly after: number }) {
    const followable = this.#parts.followables.get(followed.stream)
    if (!followable) throw requestProblems.notFound({}, { say: 'Nothing like this is followed.' })
    const parsed = followable.id.safeParse(followed.object)
    if (!parsed.success) throw requestProblems.notFound()
    const id = parsed.data
    await followable.find(this.#parts.contextOf(actor), id)
    const key = keyOf(followed)
    if (!this.#wires.has(key) && this.#wires.size >= this.#parts.maxFollowed) {
      throw requestProblems.limited({ reason: 'followed' }, { say: tooMany })
    }
    return () => this.#begin(actor, { ...followed, id, followable })
  }

  unfollow(followed: Followed): void {
    this.#wires.get(keyOf(followed))?.close()
  }

  #begin(actor: Actor, begun: Begun): void {
    const { followable, id, after } = begun
    const { streams, database, contextOf } = this.#parts
    if (!this.#connection.isOpen) return
    this.unfollow(begun)
    const key = keyOf(begun)
    const wire = new FollowWire(this.#connection, begun)
    this.#wires.set(key, wire)
    wire.onClosed(() => this.#wires.get(key) === wire && this.#wires.delete(key))
    const identifyAgain = async () => {
      const now = await this.#connection.identifyAgain()
      await followable.find(contextOf(now), id)
      return now
    }
    const read = (from: number, limit: number) =>
      followable.read(database.kysely, { id, after: from, limit })
    const events = { channel: followable.channel, id, read }
    try {
      streams.follow({ actor, identifyAgain, wire, events, after })
    } catch {
      // A process that goes away: the connection is told so at this moment.
      wire.close()
    }
  }
}

const tooMany = 'You follow too many objects already. Leave one of them.'

interface Begun extends Followed {
  readonly after: number
  readonly id: string
  readonly followable: BoundFollowable
}

function keyOf({ stream, object }: Followed): string {
  return `${stream} ${object}`
}

/**
 * One object's part of a connection. Slow clients, heartbeats and the end of the process are the
 * connection's own business.
 */
class FollowWire implements ObjectWire {
  readonly waitingBytes = 0
  readonly #connection: Connection
  readonly #followed: Followed
  readonly #onClosed: (() => void)[] = []
  #isFollowed = true

  constructor(connection: Connection, followed: Followed) {
    this.#connection = connection
    this.#followed = followed
  }

  get isOpen(): boolean {
    return this.#isFollowed && this.#connection.isOpen
  }

  event(event: Parameters<ObjectWire['event']>[0]): string {
    return objectMessage(this.#followed, event)
  }

  control(name: ControlName, told: number): string {
    return name === 'heartbeat' ? '' : followMessage('following', this.#followed, told)
  }

  write(frames: readonly string[]): void {
    if (this.isOpen) this.#connection.write(frames.filter((frame) => frame !== ''))
  }

  drained(): Promise<void> {
    return this.#connection.drained()
  }

  restart(): void {}

  endAccess(): void {
    this.write([followMessage('unfollowed', this.#followed)])
    this.close()
  }

  cut(): void {
    this.#connection.cut()
  }

  onClosed(callback: () => void): void {
    this.#onClosed.push(callback)
  }

  close(): void {
    if (!this.#isFollowed) return
    this.#isFollowed = false
    for (const callback of this.#onClosed) callback()
  }
}
