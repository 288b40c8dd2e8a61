import type { ProblemDocument } from '@holdfast/kernel/contract'
import { callSafely } from '../platform/events.ts'
import { createPlatform, sleep, type Clock } from '../platform/platform.ts'
import { newKey } from '../platform/random-text.ts'
import type { LiveEvent } from './follow-events.ts'
import {
  Follows,
  type ObjectFollowing,
  type ObjectFollowOptions,
  type SaidOfObject,
} from './follows.ts'
import { Outbox, type SendOutcome, type Verdict } from './outbox.ts'
import { openPlatformSocket, untilEnd, type OpenSocket, type SocketEnd } from './socket.ts'

export type { LiveEvent } from './follow-events.ts'
export type { ObjectFollowing, ObjectFollowOptions } from './follows.ts'
export type { SendOutcome } from './outbox.ts'
export type { OpenSocket, SocketLike } from './socket.ts'

/**
 * `open`: told of everything, and messages go out. `waiting`: the connection was lost and will be
 * made again. `failed`: the service refuses, such as after the session has ended; that is final.
 */
export type ConnectionStatus = 'connecting' | 'open' | 'waiting' | 'failed'

export interface ConnectOptions {
  readonly onEvent?: ((event: LiveEvent) => void) | undefined
  /** Something may have happened that is not told: read anew what is shown. Also at the begin. */
  readonly onUnsure?: (() => void) | undefined
  readonly onStatus?: ((status: ConnectionStatus) => void) | undefined
  /** Where the service is, without `/api/v1`. The page's own origin unless told. */
  readonly baseUrl?: string | undefined
  /** An API key, in Node alone: a page can send its session's cookie and nothing else. */
  readonly accessToken?: string | undefined
  /** How many messages may wait for their ack; 100 unless told. */
  readonly maxWaiting?: number | undefined
  readonly clock?: Clock | undefined
  /** In [0, 1); for the jitter. */
  readonly random?: (() => number) | undefined
  readonly openSocket?: OpenSocket | undefined
}

export interface SendOptions {
  /** Under one id a message is done once, however often it is sent; a new one unless told. */
  readonly id?: string | undefined
  /** How long to try; a minute unless told. */
  readonly expiresInMs?: number | undefined
}

export interface LiveConnection {
  status(): ConnectionStatus
  /**
   * Sends a message, now or once the service is ready, again after each lost connection, and says
   * what became of it. Throws a RangeError for one that the service would not read.
   */
  send(type: string, data: unknown, options?: SendOptions): Promise<SendOutcome>
  /**
   * Follows one object, such as `studio.job` and its id, whose events are numbered: from `after` on,
   * each once and in order, however often the connection is lost meanwhile.
   */
  follow<Event>(
    stream: string,
    object: string,
    options: ObjectFollowOptions<Event>,
  ): ObjectFollowing
  /** Ends it for good; what waits has expired. Safe to call twice. */
  close(): void
}

const baseMs = 1_000
const capMs = 30_000
const usualExpiryMs = 60_000
const maxMessageBytes = 65_536

/** Why the service closes. */
const ends = { restart: 1012, malformed: 4400, unauthenticated: 4401, forbidden: 4403 } as const

/**
 * Follows what happens and sends messages over one WebSocket, until it is closed or refused. A
 * connection that is lost is made again, after 1 s, 2 s, up to 30 s, all of it random: each event
 * is told once, and each message is done once.
 */
export function connect(options: ConnectOptions): LiveConnection {
  const link = new Link(options)
  void link.run()
  return {
    status: () => link.status,
    send: (type, data, how) => link.send({ type, data }, how),
    follow: (stream, object, how) => link.follows.add(stream, object, how),
    close: () => link.close(),
  }
}

/** Any message of the service. */
interface Said extends Verdict, SaidOfObject {
  readonly kind: string
  readonly id?: string
  readonly problem?: ProblemDocument
  readonly retryMs?: number
  readonly position?: string
  readonly event?: LiveEvent
}

class Link {
  status: ConnectionStatus = 'connecting'
  readonly #options: ConnectOptions
  readonly #platform
  readonly #address: URL
  readonly #outbox: Outbox
  readonly follows: Follows
  readonly #closing = new AbortController()
  #position: string | undefined
  #failures = 0
  #wasReady = false

  constructor(options: ConnectOptions) {
    this.#options = options
    this.#platform = createPlatform(options)
    this.#address = addressBelow(options.baseUrl)
    this.#outbox = new Outbox(this.#platform.clock, options.maxWaiting ?? 100)
    this.follows = new Follows(this.#platform.clock)
  }

  async run(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      if (this.status !== 'waiting') this.#say('connecting')
      const end = await this.#connectUntilEnd()
      if (signal.aborted) return
      if (end.code === ends.unauthenticated || end.code === ends.forbidden) return this.#fail()
      // It does not know where we were, such as after an upgrade: from now on, and all read anew.
      if (end.code === ends.malformed) this.#forgetPosition()
      this.#say('waiting')
      await sleep(this.#platform.clock, this.#pauseMs(end), signal)
    }
  }

  async send(message: object, { id = newKey(), expiresInMs = usualExpiryMs }: SendOptions = {}) {
    const text = JSON.stringify({ id, ...message })
    if (new TextEncoder().encode(text).byteLength > maxMessageBytes) {
      throw new RangeError(`A message has at most ${maxMessageBytes} bytes`)
    }
    if (this.#closing.signal.aborted) return { outcome: 'expired' } as const
    return this.#outbox.add({ id, text, expiresInMs })
  }

  close(): void {
    this.#closing.abort()
    this.#outbox.close()
  }

  async #connectUntilEnd(): Promise<SocketEnd> {
    const { accessToken, openSocket = openPlatformSocket } = this.#options
    const headers = accessToken ? { authorization: `Bearer ${accessToken}` } : undefined
    const url = new URL(this.#address)
    if (this.#position !== undefined) url.searchParams.set('after', this.#position)
    const end = await untilEnd(openSocket(url.href, headers ?? {}), {
      clock: this.#platform.clock,
      signal: this.#closing.signal,
      onMessage: (text, write) => this.#take(JSON.parse(text) as Said, write),
    })
    this.#outbox.shut()
    this.follows.shut()
    return end
  }

  /** After a restart the service's own time; else longer with each failure, all of it random. */
  #pauseMs({ code, retryMs = 0 }: SocketEnd): number {
    if (code === ends.restart && retryMs > 0) return retryMs
    const longestMs = Math.min(capMs, baseMs * 2 ** this.#failures)
    this.#failures += 1
    return Math.max(retryMs, this.#platform.random() * longestMs)
  }

  #take(said: Said, write: (text: string) => void): void {
    const { kind, position, event } = said
    this.#position = position ?? this.#position
    if (event) callSafely(() => this.#options.onEvent?.(event))
    else if (kind === 'ready' || kind === 'resync') this.#begin(kind, write)
    else {
      this.#outbox.take(said)
      this.follows.take(said)
    }
  }

  #begin(kind: string, write: (text: string) => void): void {
    const isFirst = !this.#wasReady
    this.#wasReady = true
    this.#failures = 0
    this.#say('open')
    this.#outbox.open(write)
    this.follows.open(write)
    if (isFirst || kind === 'resync') callSafely(() => this.#options.onUnsure?.())
  }

  #forgetPosition(): void {
    this.#position = undefined
    this.#wasReady = false
  }

  #fail(): void {
    this.#say('failed')
    this.close()
  }

  #say(status: ConnectionStatus): void {
    if (this.status === status) return
    this.status = status
    callSafely(() => this.#options.onStatus?.(status))
  }
}

/** `ws` for `http` and `wss` for `https`. Throws a TypeError where it is not known whose. */
function addressBelow(baseUrl: string | undefined): URL {
  const page: unknown = Reflect.get(globalThis, 'location')
  const url = new URL('/api/v1/socket', baseUrl || String(page))
  url.protocol = url.protocol.replace('http', 'ws')
  return url
}
