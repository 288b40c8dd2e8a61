import type { Redis as Client, RedisOptions as ClientOptions } from 'ioredis'
import { sleep, type Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { reconnectDelayMs } from './reconnect-delay.ts'
import { isRefusal, RedisUnavailable } from './redis-unavailable.ts'
import { watchReplies } from './reply-watch.ts'

export type RedisClient = Client

export interface RedisOptions {
  /** `redis://user:password@host:port/database`, or `rediss:` for TLS. */
  readonly url: string
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly metrics?: Metrics | undefined
  /** How long a command may take; 50 ms unless told, and up to a fifth more. */
  readonly commandDeadlineMs?: number
}

export interface RedisStatus {
  readonly state: 'up' | 'down' | 'closed'
  /** How long it has been so. */
  readonly forMs: number
  /** How often an established connection was lost. */
  readonly losses: number
}

/** One connection that is made again for ever. */
export interface Redis {
  /** Whether `run` would ask the server: a caller with another way takes it at once. */
  readonly isUp: boolean
  /**
   * Runs one command. Throws `RedisUnavailable` at once while there is no working connection, and
   * when the answer does not come in time; then everything that waits fails with it, and nobody
   * asks again until a new connection has answered. A refusal by Redis is thrown as it is.
   */
  run<T>(command: (client: RedisClient) => Promise<T>): Promise<T>
  /** For health: resolves when the server answers. */
  ping(): Promise<void>
  status(): RedisStatus
  /** Closes the connection. Commands that wait fail. Safe to call twice. */
  close(): Promise<void>
}

const handshakeMs = 1_000

/**
 * Connects to Redis. Resolves when the first attempt has ended, well or not, after 1 s at the
 * latest: a service starts without Redis too.
 */
export async function connectRedis(options: RedisOptions): Promise<Redis> {
  // Read by whom has a Redis: the start of all others is quicker without it.
  const { GatheringClient } = await import('./gathering-client.ts')
  const connection = new Connection(options, new GatheringClient(options.url, clientOptions))
  const waiting = new AbortController()
  const timeIsUp = sleep(options.clock, handshakeMs, waiting.signal)
  await Promise.race([connection.firstAttempt, timeIsUp])
  waiting.abort()
  return connection
}

class Connection implements Redis {
  readonly firstAttempt: Promise<void>
  readonly #options: RedisOptions
  readonly #client: Client
  readonly #replies
  readonly #counts
  #state: RedisStatus['state'] = 'down'
  #sinceMs: number
  #losses = 0
  #lastError: unknown

  constructor(options: RedisOptions, client: Client) {
    const { clock, commandDeadlineMs = 50 } = options
    this.#options = options
    this.#sinceMs = clock.monotonicMs()
    this.#counts = countsOf(options.metrics, () => this.isUp)
    this.#client = client
    const onLate = () => this.#drop(new Error(`No answer within ${commandDeadlineMs} ms`))
    this.#replies = watchReplies({ clock, deadlineMs: commandDeadlineMs, onLate })
    this.firstAttempt = this.#listen()
  }

  get isUp(): boolean {
    return this.#state === 'up'
  }

  run<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (this.#state !== 'up') return Promise.reject(this.#unavailable())
    this.#replies.sent()
    return command(this.#client).then(
      (answer) => {
        this.#replies.settled()
        return answer
      },
      (error: unknown) => {
        this.#replies.settled()
        if (isRefusal(error)) throw error
        // Everything else than a refusal is the connection's end, also before it has said so.
        this.#drop(error)
        throw this.#unavailable(error)
      },
    )
  }

  async ping(): Promise<void> {
    await this.run((client) => client.ping())
  }

  status(): RedisStatus {
    const forMs = Math.round(this.#options.clock.monotonicMs() - this.#sinceMs)
    return { state: this.#state, forMs, losses: this.#losses }
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return
    this.#become('closed')
    this.#client.disconnect()
    // A peer that is frozen never answers the goodbye. Absent before the first attempt.
    const stream: Client['stream'] | undefined = this.#client.stream
    stream?.destroy()
  }

  #listen(): Promise<void> {
    const first = Promise.withResolvers<void>()
    let cancelHandshake: (() => void) | undefined
    this.#client.on('connect', () => {
      const onLate = () => this.#drop(new Error(`No greeting within ${handshakeMs} ms`))
      cancelHandshake = this.#options.clock.schedule(handshakeMs, onLate)
    })
    const greeted = (info: string) => {
      cancelHandshake?.()
      if (/^cluster_enabled:1/m.test(info)) this.#refuseCluster()
      else this.#becomeUp()
      first.resolve()
    }
    this.#client.on('ready', () => {
      this.#client.info('cluster').then(greeted, (error: unknown) => {
        // One that may not say what it is gets the benefit; else the connection has ended.
        if (isRefusal(error)) greeted('')
      })
    })
    this.#client.on('error', (error: unknown) => (this.#lastError = error))
    this.#client.on('close', () => {
      cancelHandshake?.()
      this.#becomeDown()
      first.resolve()
    })
    return first.promise
  }

  /** Gives a silent connection up: what waits on it fails now, and a new one is made. */
  #drop(reason: unknown): void {
    this.#lastError = reason
    this.#becomeDown()
    this.#client.stream.destroy()
  }

  /** Stays down although the server answers: a cluster may keep the keys of a call apart. */
  #refuseCluster(): void {
    this.#lastError = new Error('Redis runs as a cluster, and only a single server is supported')
    this.#options.log.warn({ error: this.#lastError }, 'Redis can not be used')
  }

  #becomeUp(): void {
    if (this.#state !== 'down') return
    const { forMs } = this.status()
    this.#become('up')
    this.#options.log.info({ downForMs: forMs }, 'Redis is connected')
  }

  #becomeDown(): void {
    if (this.#state !== 'up') return
    this.#become('down')
    this.#losses++
    this.#counts.losses?.inc()
    this.#options.log.warn({ error: this.#lastError }, 'Redis is unavailable')
  }

  #become(state: RedisStatus['state']): void {
    this.#state = state
    this.#sinceMs = this.#options.clock.monotonicMs()
  }

  #unavailable(cause: unknown = this.#lastError): RedisUnavailable {
    return new RedisUnavailable('Redis is unavailable', { cause })
  }
}

const clientOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  connectTimeout: 10_000,
  keepAlive: 30_000,
  connectionName: 'holdfast',
  disableClientInfo: true,
  // The older protocol says all that is needed, and every server and proxy speaks it.
  protocol: 2,
  retryStrategy: (attempt) => reconnectDelayMs(attempt),
  // The server became a replica: its name leads to the new primary by now, or soon.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
} satisfies ClientOptions

function countsOf(metrics: Metrics | undefined, isUp: () => boolean) {
  metrics
    ?.gauge({ name: 'redis_up', help: 'Whether Redis answers: 1 or 0.' })
    .collect(() => (isUp() ? 1 : 0))
  const losses = metrics?.counter({
    name: 'redis_connection_losses_total',
    help: 'How often the connection to Redis was lost or given up.',
  })
  return { losses }
}
