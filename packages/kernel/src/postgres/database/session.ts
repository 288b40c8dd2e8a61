import type { Writable } from 'node:stream'
import type { PoolClient } from 'pg'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { Clock } from '../../clock/clock.ts'
import { isTracing, withSpan } from '../../tracing/tracing.ts'
import { assertRequestLives, cutShort } from './cut.ts'
import { asProblem, databaseError, isPreparedOutdated, unavailable } from './database-errors.ts'
import { preparedNameOf } from './prepared.ts'
import { sqlName } from '../../tracing/sql-name.ts'

export interface SessionOptions {
  readonly clock: Clock
  readonly queryTimeoutMs: number
  /** A query was cut: the server may be frozen, and the idle connections with it. */
  onCut(): void
}

const lostClients = new WeakMap<PoolClient, Error>()

/** Remembers that the server or the network ended this connection. */
export function markLost(client: PoolClient, reason: Error): void {
  lostClients.set(client, reason)
}

/** One connection while it is checked out. Implements Kysely's side of a connection. */
export class Session implements DatabaseConnection {
  readonly client: PoolClient
  readonly #options: SessionOptions
  #broken: Error | undefined
  #lastFailure: unknown

  constructor(client: PoolClient, options: SessionOptions) {
    this.client = client
    this.#options = options
  }

  /** Why this connection can not be used again. */
  get broken(): Error | undefined {
    return this.#broken ?? lostClients.get(this.client)
  }

  /** What the server refused last; after it, a transaction does nothing but end. */
  get lastFailure(): unknown {
    return this.#lastFailure
  }

  /** Whether somebody left a transaction open on it. */
  get isInTransaction(): boolean {
    return this.client.getTransactionStatus() !== 'I'
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = query
    const result = await this.run<R>(sql, { parameters, name: preparedNameOf(query) })
    return changes.has(result.command)
      ? { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
      : { rows: result.rows }
  }

  // oxlint-disable-next-line require-yield -- the interface wants a generator, we refuse
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming a query is not supported: read in pages')
  }

  /**
   * Sends one statement, or several without parameters, at once: the server runs it after those that
   * were sent before, so a COMMIT never overtakes a statement that nobody awaited, and those that
   * start together share a round trip. Cut by time it destroys the socket: a frozen server enforces
   * no limit of its own, and its late answer must not reach the next query.
   */
  async run<R>(text: string, options: RunOptions = {}): Promise<StatementResult<R>> {
    if (!isTracing()) return this.#execute<R>(text, options)
    const attributes = { 'db.system.name': 'postgresql' }
    const facts = { kind: 'client', onlyWithin: true, attributes } as const
    return withSpan(sqlName(text), facts, () => this.#execute<R>(text, options))
  }

  async #execute<R>(text: string, options: RunOptions): Promise<StatementResult<R>> {
    if (this.broken) throw unavailable('lost', this.broken)
    const { timeoutMs = this.#options.queryTimeoutMs, obeysRequest = true } = options
    if (obeysRequest) assertRequestLives(this.#options.clock)
    try {
      return await cutShort(this.#send<R>(text, options), {
        clock: this.#options.clock,
        timeoutMs,
        what: 'query',
        obeysRequest,
        giveUp: () => this.#giveUp(),
      })
    } catch (error) {
      throw asProblem(this.#distrusted(this.#refusal(error)))
    }
  }

  /** What does not fit what was prepared never will on this connection: another takes its place. */
  #distrusted(refusal: unknown): unknown {
    if (!isPreparedOutdated(refusal)) return refusal
    this.#broken ??= new Error('A prepared statement fits no more', { cause: refusal })
    return unavailable('prepared statement', refusal)
  }

  /** Sent together, the others are refused because one failed: they too say what that was. */
  #refusal(error: unknown): unknown {
    const code = databaseError(error)?.code
    if (code === undefined) return error
    if (followsFailure.has(code)) return this.#lastFailure ?? error
    this.#lastFailure = error
    return error
  }

  #send<R>(text: string, { parameters = [], name }: RunOptions): Promise<StatementResult<R>> {
    writeTogether(this.client.connection.stream)
    const values = [...parameters]
    return this.client.query<StatementRow & R>(name ? { text, values, name } : { text, values })
  }

  #giveUp(): void {
    this.destroy(new Error('A query was cut'))
    this.#options.onCut()
  }

  destroy(reason: Error): void {
    this.#broken ??= reason
    this.client.connection.stream.destroy()
  }
}

type StatementRow = Record<string, unknown>

export interface RunOptions {
  readonly parameters?: readonly unknown[]
  /** Prepares it under this name, when this connection has not yet. */
  readonly name?: string | undefined
  readonly timeoutMs?: number
  readonly obeysRequest?: boolean
}

export interface StatementResult<R> {
  readonly command: string
  readonly rowCount: number | null
  readonly rows: R[]
}

/** What is sent before anything else happens goes out in one packet. */
function writeTogether(stream: Writable): void {
  stream.cork()
  process.nextTick(() => stream.uncork())
}

// In a failed transaction nothing is run, nor prepared for who comes next.
const followsFailure = new Set(['25P02', '26000'])

const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])
