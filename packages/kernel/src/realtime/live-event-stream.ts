import { AsyncLocalStorage } from 'node:async_hooks'
import { sleep } from '../clock/clock.ts'
import { countAsStream } from '../edge/edge.ts'
import type { Event, Position } from '../events/events.ts'
import { bindStream, type BoundRoute, type StreamCall } from '../module/module.ts'
import { requestProblems } from '../problems/problems.ts'
import { createAcceptsOrigin, type AcceptsOrigin } from './accepts-origin.ts'
import { positionOf, refuseOneMore } from './admission.ts'
import { Audience } from './audience.ts'
import { catchUp } from './catch-up.ts'
import { Connection, type DropReason, type Identified } from './connection.ts'
import { liveDefaults, type GivenLiveOptions, type LiveOptions } from './live-options.ts'
import { LiveReader } from './live-reader.ts'
import { liveRoutes } from './live-routes.ts'
import { RightsWatch } from './rights-watch.ts'
import { countStreams, type StreamCounts } from './stream-counts.ts'
import { openStreamWire } from './stream-wire.ts'
import type { Wire } from './wire.ts'

/** Everybody who follows the events of this process. */
export interface LiveEventStream {
  /** For the modules' routes: `GET /events`. */
  readonly route: BoundRoute
  connections(): number
  /** Whether whatever sent these headers may follow at all. */
  readonly acceptsOrigin: AcceptsOrigin
  /** Throws a problem for whoever may not follow from there, or is one too many. */
  admit(call: Pick<StreamCall, 'request' | 'actor'>): void
  /** Tells whoever is at the other end of the wire, from now on or from `after` on. */
  follow(follower: Follower): Connection
  /**
   * Ends every stream with a word about when to come back, and takes no new one. Resolves when
   * all are gone, after a second at the latest. Safe to call twice.
   */
  close(signal?: AbortSignal): Promise<void>
  /** Reads no more. */
  stop(): Promise<void>
}

export interface Follower extends Identified {
  readonly wire: Wire
  readonly after: Position | undefined
}

/** Streams to everybody what they may know of, from one reader and one LISTEN. */
export function createLiveEvents(options: LiveOptions): LiveEventStream {
  const streams = new LiveStreams({ ...liveDefaults, ...options })
  return {
    route: bindStream(liveRoutes.followEvents, (call) => streams.open(call)),
    connections: () => streams.connections.size,
    acceptsOrigin: streams.acceptsOrigin,
    admit: (call) => streams.admit(call),
    follow: (follower) => streams.follow(follower),
    close: (signal) => streams.close(signal),
    stop: () => streams.stop(),
  }
}

const lingerMs = 1_000

class LiveStreams {
  readonly connections = new Set<Connection>()
  readonly #options: GivenLiveOptions
  readonly #audience: Audience
  readonly #reader: LiveReader
  readonly #rights: RightsWatch
  readonly acceptsOrigin: AcceptsOrigin
  readonly #counts: StreamCounts
  /** What serves everybody does not run in the request of one. */
  readonly #outside = AsyncLocalStorage.snapshot()
  #isClosing = false
  #cancelBeat: (() => void) | undefined
  #cancelCheck: (() => void) | undefined

  constructor(options: GivenLiveOptions) {
    this.#options = options
    this.#audience = new Audience(options.rules)
    this.#rights = new RightsWatch(this.#audience, options.log)
    this.acceptsOrigin = createAcceptsOrigin(options.publicUrl, options.origins)
    this.#counts = countStreams(options.metrics, () => this.connections.size)
    this.#reader = new LiveReader({
      ...options,
      types: this.#audience.types,
      isWanted: () => this.connections.size > 0,
      onEvents: (events, position) => this.#tellAll(events, position),
    })
  }

  async open(call: StreamCall): Promise<void> {
    // Gone while they were being identified: nobody would tell us again.
    if (call.response.closed) return
    this.admit(call)
    const after = positionOf(call)
    const { actor, identifyAgain } = call
    this.follow({ actor, identifyAgain, after, wire: openStreamWire(call) })
    countAsStream(call.request)
  }

  admit(call: Pick<StreamCall, 'request' | 'actor'>): void {
    if (this.#isClosing) throw requestProblems.unavailable({}, { retryAfterSeconds: 1 })
    const limits = { ...this.#options, acceptsOrigin: this.acceptsOrigin }
    refuseOneMore(call, this.connections, limits)
  }

  follow({ after, ...follower }: Follower): Connection {
    const dropped = (reason: DropReason) => this.#counts.dropped(reason)
    const connection = new Connection(follower, this.#options, dropped)
    this.connections.add(connection)
    connection.onClosed(() => this.connections.delete(connection))
    this.#outside(() => this.#plan())
    void this.#begin(connection, after)
    return connection
  }

  async #begin(connection: Connection, after: Position | undefined): Promise<void> {
    try {
      const position = await this.#reader.position()
      if (after === undefined) connection.goLive('ready', position)
      else await catchUp(connection, after, { ...this.#options, audience: this.#audience })
    } catch (error) {
      this.#options.log.warn({ err: error }, 'A stream of live events could not be opened')
      connection.cut()
    }
  }

  async close(signal?: AbortSignal): Promise<void> {
    const { clock, random } = this.#options
    this.#isClosing = true
    this.#cancelBeat?.()
    this.#cancelCheck?.()
    const gone = new AbortController()
    const waiting = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal
    for (const connection of this.connections) {
      connection.restart(Math.round(500 + random() * 2_500))
      connection.onClosed(() => this.connections.size === 0 && gone.abort())
    }
    if (this.connections.size > 0) await sleep(clock, lingerMs, waiting)
    for (const connection of this.connections) connection.cut()
  }

  stop(): Promise<void> {
    return this.#reader.stop()
  }

  async #tellAll(events: readonly Event[], position: Position): Promise<void> {
    // Who has lost a right must not hear what came after that.
    await this.#rights.afterEvents(events, this.connections)
    const told = await this.#audience.prepare(this.#options.database.kysely, events)
    for (const connection of this.connections) connection.tell(told, position)
  }

  /** One timer for all heartbeats and one for all checks, while anybody follows. */
  #plan(): void {
    if (this.connections.size === 0 || this.#isClosing) return
    const { clock, heartbeatMs, checkEveryMs } = this.#options
    this.#cancelBeat ??= clock.schedule(heartbeatMs, () => {
      this.#cancelBeat = undefined
      for (const connection of this.connections) connection.beat()
      this.#plan()
    })
    this.#cancelCheck ??= clock.schedule(checkEveryMs, () => {
      void this.#rights.check(this.connections).finally(() => {
        this.#cancelCheck = undefined
        this.#plan()
      })
    })
  }
}
