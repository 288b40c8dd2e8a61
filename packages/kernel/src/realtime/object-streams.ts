import { AsyncLocalStorage } from 'node:async_hooks'
import { z } from 'zod'
import { sleep, type Clock } from '../clock/clock.ts'
import { countAsStream } from '../edge/edge.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { StreamCall } from '../module/module.ts'
import type { Listener } from '../postgres/postgres.ts'
import { requestProblems } from '../problems/problems.ts'
import { createAcceptsOrigin, type AcceptsOrigin } from './accepts-origin.ts'
import { refuseOneMore } from './admission.ts'
import { Audience } from './audience.ts'
import { liveDefaults } from './live-options.ts'
import { ObjectConnection, type ObjectEvents } from './object-connection.ts'
import { openObjectWire, type ObjectWire } from './object-wire.ts'
import { RightsWatch } from './rights-watch.ts'

export interface ObjectStreamOptions {
  readonly listener: Pick<Listener, 'subscribe' | 'onReconnect'>
  /** Where the service is: its own pages may follow. */
  readonly publicUrl: string
  /** Other pages that may. */
  readonly origins: readonly string[]
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  readonly metrics: Metrics
  /** 10 unless told. */
  readonly maxPerActor?: number
  /** In this process; 5,000 unless told. */
  readonly maxConnections?: number
  /** Everybody is looked after so often, whatever is notified; 30,000 unless told. */
  readonly heartbeatMs?: number
  /** How old the last look at somebody's rights may be when they are told something; 5,000. */
  readonly rightsForMs?: number
  /** In [0, 1), for the time at which each client comes back after a restart. */
  readonly random?: () => number
}

/** Streams of what happens to single objects, with what each event says. */
export interface ObjectStreams {
  /**
   * Answers with everything behind `Last-Event-ID` or `after`, and then with what happens. Whether
   * the object is there for who asks has been looked at. Throws a problem for one too many.
   */
  open(call: StreamCall, events: ObjectEvents): Promise<void>
  /**
   * Tells the same over a connection that is there already, such as a WebSocket, which bounds by
   * itself how many it follows. Throws a problem at a shutdown.
   */
  follow(follower: ObjectFollower): void
  connections(): number
  /** Ends every stream with a word about when to come back, and takes no new one. */
  close(signal?: AbortSignal): Promise<void>
}

/** Who follows one object, and over what. */
export interface ObjectFollower extends Pick<StreamCall, 'actor' | 'identifyAgain'> {
  readonly wire: ObjectWire
  readonly events: ObjectEvents
  readonly after: number
}

export function createObjectStreams(options: ObjectStreamOptions): ObjectStreams {
  const streams = new Streams({ ...liveDefaults, rightsForMs: 5_000, ...options })
  return {
    open: (call, events) => streams.open(call, events),
    follow: (follower) => void streams.follow(follower),
    connections: () => streams.connections.size,
    close: (signal) => streams.close(signal),
  }
}

const lingerMs = 1_000
const shortestRetryMs = 250

class Streams {
  /** Streams of their own. */
  readonly connections = new Set<ObjectConnection>()
  /** These, and objects that are followed over other connections. */
  readonly #all = new Set<ObjectConnection>()
  readonly #options: Required<ObjectStreamOptions>
  readonly #acceptsOrigin: AcceptsOrigin
  readonly #rights: RightsWatch
  readonly #dropped
  readonly #channels = new Set<string>()
  readonly #seenAt = new WeakMap<ObjectConnection, number>()
  readonly #retrying = new WeakSet<ObjectConnection>()
  /** What serves everybody does not run in the request of one. */
  readonly #outside = AsyncLocalStorage.snapshot()
  #cancelBeat: (() => void) | undefined
  #isClosing = false

  constructor(options: Required<ObjectStreamOptions>) {
    const { publicUrl, origins, metrics, log, listener } = options
    this.#options = options
    this.#acceptsOrigin = createAcceptsOrigin(publicUrl, origins)
    this.#rights = new RightsWatch(new Audience([]), log)
    metrics
      .gauge({ name: 'object_streams_open', help: 'Streams of single objects that are open.' })
      .collect(() => this.connections.size)
    this.#dropped = metrics.counter<'reason'>({
      name: 'object_streams_dropped_total',
      help: 'Streams of single objects that were cut because their client did not read.',
      labels: ['reason'],
    })
    metrics
      .gauge({ name: 'objects_followed', help: 'Objects that are followed, over any connection.' })
      .collect(() => this.#all.size)
    listener.onReconnect(() => {
      for (const connection of this.#all) connection.doubt()
      this.#wake(this.#all)
    })
  }

  async open(call: StreamCall, events: ObjectEvents): Promise<void> {
    // Gone while they were being identified: nobody would tell us again.
    if (call.response.closed) return
    this.#refuseWhenClosing()
    refuseOneMore(call, this.connections, { ...this.#options, acceptsOrigin: this.#acceptsOrigin })
    const after = numberOf(call)
    const { actor, identifyAgain } = call
    const connection = this.follow({
      actor,
      identifyAgain,
      events,
      after,
      wire: openObjectWire(call),
    })
    countAsStream(call.request)
    this.connections.add(connection)
    connection.onClosed(() => this.connections.delete(connection))
  }

  follow(follower: ObjectFollower): ObjectConnection {
    this.#refuseWhenClosing()
    // Heard before the past is read, so that nothing falls between.
    this.#hear(follower.events.channel)
    const connection = new ObjectConnection({
      ...follower,
      beforeTelling: (told) => this.#lookAtRights(told),
      onDropped: (reason) => this.#dropped.inc({ reason }),
    })
    this.#seenAt.set(connection, this.#nowMs())
    this.#all.add(connection)
    connection.onClosed(() => this.#all.delete(connection))
    this.#outside(() => {
      this.#plan()
      this.#wake([connection])
    })
    return connection
  }

  #refuseWhenClosing(): void {
    if (this.#isClosing) throw requestProblems.unavailable({}, { retryAfterSeconds: 1 })
  }

  async close(signal?: AbortSignal): Promise<void> {
    const { clock, random } = this.#options
    this.#isClosing = true
    this.#cancelBeat?.()
    const gone = new AbortController()
    const waiting = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal
    for (const connection of this.#all) {
      connection.restart(Math.round(500 + random() * 2_500))
      connection.onClosed(() => this.#all.size === 0 && gone.abort())
    }
    if (this.#all.size > 0) await sleep(clock, lingerMs, waiting)
    for (const connection of this.#all) connection.cut()
  }

  #hear(channel: string): void {
    if (this.#channels.has(channel)) return
    this.#channels.add(channel)
    this.#outside(() =>
      this.#options.listener.subscribe(channel, (id) => {
        this.#wake([...this.#all].filter((one) => one.isAbout(channel, id)))
      }),
    )
  }

  #wake(connections: Iterable<ObjectConnection>): void {
    for (const connection of connections) void this.#catchUp(connection, shortestRetryMs)
  }

  /** A database that is away for a moment costs nobody their stream. */
  async #catchUp(connection: ObjectConnection, retryMs: number): Promise<void> {
    const { clock, random, heartbeatMs, log } = this.#options
    try {
      await connection.catchUp()
    } catch (error) {
      const isOver = !connection.isOpen || this.#isClosing
      if (isOver || this.#retrying.has(connection)) return
      this.#retrying.add(connection)
      log.warn({ err: error }, 'The events of an object can not be read')
      clock.schedule(retryMs * (0.5 + random() / 2), () => {
        this.#retrying.delete(connection)
        void this.#catchUp(connection, Math.min(heartbeatMs, retryMs * 2))
      })
    }
  }

  async #lookAtRights(connection: ObjectConnection): Promise<void> {
    const seenAt = this.#seenAt.get(connection) ?? 0
    if (this.#nowMs() - seenAt < this.#options.rightsForMs) return
    await this.#rights.check([connection])
    this.#seenAt.set(connection, this.#nowMs())
  }

  /** One timer for everybody, while anybody follows. */
  #plan(): void {
    if (this.#all.size === 0 || this.#isClosing) return
    const { clock, heartbeatMs } = this.#options
    this.#cancelBeat ??= clock.schedule(heartbeatMs, () => {
      this.#cancelBeat = undefined
      for (const connection of this.#all) connection.beat()
      void this.#rights.check(this.#all)
      this.#wake(this.#all)
      this.#plan()
    })
  }

  #nowMs(): number {
    return this.#options.clock.monotonicMs()
  }
}

const given = z.object({ after: z.int().optional() })
const written = /^(?:0|[1-9]\d{0,15})$/

/** The header wins: a browser keeps the address of its first time. Throws `request.malformed`. */
function numberOf({ request, query }: Pick<StreamCall, 'request' | 'query'>): number {
  const header = request.headers['last-event-id']
  if (typeof header !== 'string' || header === '') return given.parse(query ?? {}).after ?? 0
  if (written.test(header)) return Number(header)
  throw requestProblems.malformed({ reason: 'Last-Event-ID' })
}
