import { Client, escapeIdentifier, type Notification } from 'pg'
import { sleep, systemClock, type Clock } from '../../clock/clock.ts'
import { backoffMs } from '../database/backoff.ts'
import { cutShort } from '../database/cut.ts'
import type { DatabaseLog } from '../database/types.ts'

export interface ListenerOptions {
  /** Straight to the server: a pooler between would swallow the notifications. */
  readonly connectionString: string
  readonly log: DatabaseLog
  readonly clock?: Clock
  /** How often a silent connection is asked for a sign of life. */
  readonly checkEveryMs?: number
  /** How long the server may take to answer. */
  readonly answerWithinMs?: number
}

/** Hears `NOTIFY`, on a connection of its own that is made again for ever. */
export interface Listener {
  /**
   * Calls `handle` with the payload of each notification on `channel`. A notification can be
   * missed, while the connection is down or before `LISTEN` took effect: see `onReconnect`.
   */
  subscribe(channel: string, handle: (payload: string) => void): () => void
  /**
   * Calls `poll` whenever something may have been missed up to now: after the first connection,
   * after each later one, and once a new channel is really listened to. What is notified
   * afterwards arrives.
   */
  onReconnect(poll: () => void): () => void
  /** Closes the connection and stays silent. Safe to call twice. */
  close(): Promise<void>
}

/** Creates a listener. It connects at once and needs no `start`. */
export function createListener(options: ListenerOptions): Listener {
  const listening = new Listening(options)
  void listening.keepConnected()
  return listening
}

class Listening implements Listener {
  readonly #options: Required<ListenerOptions>
  readonly #handlers = new Map<string, Set<(payload: string) => void>>()
  readonly #polls = new Set<() => void>()
  readonly #closing = new AbortController()
  #client: Client | undefined
  /** Whether `#client` listens to every channel; a channel that comes later is added by itself. */
  #ready = false

  constructor(options: ListenerOptions) {
    this.#options = { clock: systemClock, checkEveryMs: 5_000, answerWithinMs: 3_000, ...options }
  }

  subscribe(channel: string, handle: (payload: string) => void): () => void {
    const handlers = this.#handlers.get(channel) ?? new Set()
    // One function may be subscribed twice; each subscription ends by itself.
    const own = (payload: string) => handle(payload)
    handlers.add(own)
    this.#handlers.set(channel, handlers)
    if (handlers.size === 1) this.#listenNow(channel)
    return () => handlers.delete(own)
  }

  onReconnect(poll: () => void): () => void {
    const own = () => poll()
    this.#polls.add(own)
    return () => this.#polls.delete(own)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#client?.connection.stream.destroy()
  }

  /** Connects, stays until the connection is lost, and begins again. */
  async keepConnected(): Promise<void> {
    const { clock, log } = this.#options
    let failures = 0
    while (!this.#closing.signal.aborted) {
      try {
        const { client, ended } = this.#createClient()
        await this.#connect(client)
        failures = 0
        await this.#watch(client, ended)
      } catch (error) {
        if (this.#closing.signal.aborted) return
        failures += 1
        log.warn({ err: error, failures }, 'The connection for notifications was lost')
        await sleep(clock, backoffMs(failures), this.#closing.signal)
      } finally {
        this.#client?.connection.stream.destroy()
        this.#ready = false
      }
    }
  }

  #createClient(): { client: Client; ended: AbortSignal } {
    const { connectionString, answerWithinMs } = this.#options
    const client = new Client({
      connectionString,
      application_name: 'listener',
      connectionTimeoutMillis: answerWithinMs,
      keepAlive: true,
    })
    client.on('error', () => undefined)
    client.on('notification', (notification) => this.#deliver(notification))
    const ended = new AbortController()
    client.once('end', () => ended.abort())
    this.#client = client
    return { client, ended: ended.signal }
  }

  async #connect(client: Client): Promise<void> {
    await client.connect()
    // Channels that are added meanwhile are visited as well.
    for (const channel of this.#handlers.keys()) await this.#listen(client, channel)
    this.#ready = true
    this.#pollAll()
  }

  /** Throws when the connection ends or no longer answers. */
  async #watch(client: Client, ended: AbortSignal): Promise<void> {
    const { clock, checkEveryMs } = this.#options
    const anyEnd = AbortSignal.any([ended, this.#closing.signal])
    for (;;) {
      await sleep(clock, checkEveryMs, anyEnd)
      if (anyEnd.aborted) throw new Error('The connection ended')
      await this.#ask(client, 'select')
    }
  }

  /** For a channel that is new on a living connection. A failure shows in `#watch` as well. */
  #listenNow(channel: string): void {
    const client = this.#client
    if (!client || !this.#ready) return
    this.#listen(client, channel)
      .then(() => this.#pollAll())
      .catch(() => client.connection.stream.destroy())
  }

  async #listen(client: Client, channel: string): Promise<void> {
    await this.#ask(client, `listen ${escapeIdentifier(channel)}`)
  }

  async #ask(client: Client, statement: string): Promise<void> {
    const { clock, answerWithinMs } = this.#options
    await cutShort(client.query(statement), {
      clock,
      timeoutMs: answerWithinMs,
      what: 'listener',
      obeysRequest: false,
      giveUp: () => client.connection.stream.destroy(),
    })
  }

  #deliver({ channel, payload = '' }: Notification): void {
    for (const handle of this.#handlers.get(channel) ?? []) this.#call(() => handle(payload))
  }

  #pollAll(): void {
    for (const poll of this.#polls) this.#call(poll)
  }

  #call(action: () => void): void {
    try {
      action()
    } catch (error) {
      this.#options.log.error({ err: error }, 'A handler of a notification failed')
    }
  }
}
