import { Pool as PgPool, type ClientConfig, type PoolClient } from 'pg'
import { sleep, type Clock } from '../../clock/clock.ts'
import { currentContext } from '../../context/context.ts'
import { assertRequestLives, cutShort } from './cut.ts'
import { asProblem, isConnectionLost, unavailable } from './database-errors.ts'
import { Gate } from './gate.ts'
import { backoffMs } from './backoff.ts'
import { markLost, Session } from './session.ts'
import type { DatabaseLog, PoolStats } from './types.ts'

export interface PoolOptions {
  readonly client: ClientConfig
  readonly size: number
  readonly waitTimeoutMs: number
  readonly connectTimeoutMs: number
  readonly queryTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly lifetimeMs: number
  readonly clock: Clock
  readonly log: DatabaseLog
}

const connectAttempts = 5
const checkTimeoutMs = 1_000

/**
 * Connections to one database. `pg`'s pool keeps them; this adds what it lacks: a wait that ends
 * with the request, connecting in several attempts, and distrust after a query was cut.
 */
export class Pool {
  readonly #options: PoolOptions
  readonly #pool: PgPool
  readonly #gate: Gate
  /** Counts the cuts. A connection that was idle during one is checked before it is used. */
  #suspicion = 0
  readonly #trustedAt = new WeakMap<PoolClient, number>()
  /** Idle connections that a caller is about to get. */
  #claimed = 0
  #closing: Promise<void> | undefined

  constructor(options: PoolOptions) {
    this.#options = options
    this.#gate = new Gate(options.size)
    this.#pool = new PgPool({
      ...options.client,
      max: options.size,
      // What is sent before an answer is there does not wait for it; `Session` relies on it.
      pipeline: true,
      connectionTimeoutMillis: options.connectTimeoutMs,
      idleTimeoutMillis: options.idleTimeoutMs,
      maxLifetimeSeconds: options.lifetimeMs / 1000,
    })
    // Without listeners, losing a connection would end the process.
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => {
      client.on('error', (error) => {
        markLost(client, error)
        if (this.#closing) return
        options.log.warn({ err: error }, 'A database connection was lost')
      })
    })
  }

  stats(): PoolStats {
    const { totalCount: size, idleCount: idle } = this.#pool
    return { size, idle, waiting: this.#gate.waiting }
  }

  /** A connection for this caller alone, until `release`. Throws `request.unavailable`. */
  async acquire(): Promise<Session> {
    if (this.#closing) throw unavailable('closed')
    const { clock, waitTimeoutMs } = this.#options
    assertRequestLives(clock)
    if (this.#pool.idleCount > this.#claimed && this.#gate.tryEnter()) {
      const idle = await this.#takeIdle()
      if (idle) return idle
    }
    const startedAtMs = clock.monotonicMs()
    await this.#waitForPlace()
    const connecting = new AbortController()
    const work = this.#connect(connecting.signal)
    const remainingMs = waitTimeoutMs - (clock.monotonicMs() - startedAtMs)
    return cutShort(work, {
      clock,
      timeoutMs: remainingMs,
      what: 'connection',
      obeysRequest: true,
      giveUp: () => {
        connecting.abort()
        work.then(
          (session) => this.release(session),
          () => undefined,
        )
      },
    })
  }

  release(session: Session): void {
    // A transaction that was left open would swallow the next caller's work.
    session.client.release(session.broken ?? session.isInTransaction)
    this.#gate.leave()
  }

  /** Lets everything that runs finish, then closes. */
  close(): Promise<void> {
    this.#closing ??= this.#pool.end()
    return this.#closing
  }

  /**
   * The usual case, without timers: a connection is idle and no cut gives reason to doubt it.
   * Gives the place in the gate back when it comes with nothing.
   */
  async #takeIdle(): Promise<Session | undefined> {
    this.#claimed += 1
    try {
      const session = this.#open(await this.#pool.connect())
      if (this.#trustedAt.get(session.client) === this.#suspicion) return session
      session.client.release()
    } catch {
      // It ended in between; the patient way connects anew.
    } finally {
      this.#claimed -= 1
    }
    this.#gate.leave()
    return undefined
  }

  async #waitForPlace(): Promise<void> {
    const { clock, waitTimeoutMs: timeoutMs } = this.#options
    const { entered, withdraw } = this.#gate.enter()
    await cutShort(entered, {
      clock,
      timeoutMs,
      what: 'pool',
      obeysRequest: true,
      giveUp: withdraw,
    })
  }

  /** Holds a place in the gate; gives it back when it throws. */
  async #connect(signal: AbortSignal): Promise<Session> {
    try {
      for (;;) {
        const session = await this.#connectPatiently(signal)
        if (await this.#isAlive(session)) return session
        session.client.release(session.broken ?? true)
      }
    } catch (error) {
      this.#gate.leave()
      throw asProblem(error)
    }
  }

  async #connectPatiently(signal: AbortSignal): Promise<Session> {
    for (let attempt = 1; ; attempt++) {
      try {
        return this.#open(await this.#pool.connect())
      } catch (error) {
        const giveUp = attempt >= connectAttempts || signal.aborted || !isConnectionLost(error)
        if (giveUp) throw error
        this.#options.log.warn({ err: error, attempt }, 'The database could not be reached')
        await sleep(this.#options.clock, backoffMs(attempt), currentContext()?.signal)
      }
    }
  }

  #open(client: PoolClient): Session {
    if (!this.#trustedAt.has(client)) this.#trustedAt.set(client, this.#suspicion)
    const { clock, queryTimeoutMs } = this.#options
    return new Session(client, { clock, queryTimeoutMs, onCut: () => this.#suspicion++ })
  }

  async #isAlive(session: Session): Promise<boolean> {
    const suspicion = this.#suspicion
    if (this.#trustedAt.get(session.client) === suspicion) return true
    try {
      await session.run('select', { timeoutMs: checkTimeoutMs, obeysRequest: false })
      this.#trustedAt.set(session.client, suspicion)
      return true
    } catch {
      return false
    }
  }
}
