import { Transaction as KyselyTransaction, type ConnectionProvider, type KyselyProps } from 'kysely'
import type { DatabaseConnection } from 'kysely'
import { backoffMs } from './backoff.ts'
import { databaseError } from './database-errors.ts'
import { runInScope, currentScope, type Scope } from './scope.ts'
import type { Session } from './session.ts'
import type { Isolation, Transaction } from './types.ts'
import { sleep, type Clock } from '../../clock/clock.ts'

/** What all levels of one transaction have in common. */
export interface Shared {
  readonly session: Session
  readonly kyselyProps: KyselyProps
  readonly isolation: Isolation
  readonly clock: Clock
  /** The innermost running level of each scope, for calls that arrive at an outer one. */
  readonly levels: Map<Scope, Level>
}

const nestedAttempts = 4

/** The transaction, or one savepoint in it. */
export class Level implements Transaction<unknown>, ConnectionProvider {
  readonly kysely: KyselyTransaction<unknown>
  readonly #shared: Shared
  readonly #scope: Scope
  #actions: (() => void)[] = []
  #lastNested: Promise<unknown> = Promise.resolve()

  constructor(shared: Shared, scope: Scope) {
    this.#shared = shared
    this.#scope = scope
    const executor = shared.kyselyProps.executor.withConnectionProvider(this)
    this.kysely = new KyselyTransaction<unknown>({ ...shared.kyselyProps, executor })
    shared.levels.set(scope, this)
  }

  /** What is to be done after the commit, in order. */
  get actions(): readonly (() => void)[] {
    return this.#actions
  }

  /** Runs `work` at this level; the level ends with it. */
  async run<T>(work: (tx: Transaction<unknown>) => Promise<T>): Promise<T> {
    try {
      return await runInScope(this.#scope, () => work(this))
    } finally {
      await this.#lastNested
      this.#scope.active = false
      this.#shared.levels.delete(this.#scope)
    }
  }

  async provideConnection<T>(use: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    this.#assertActive()
    return use(this.#shared.session)
  }

  afterCommit(action: () => void): void {
    this.#assertActive()
    this.#actions.push(action)
  }

  withTypes<Other>(): Transaction<Other> {
    return withOtherTypes<Other>(this)
  }

  async nested<T>(work: (tx: Transaction<unknown>) => Promise<T>): Promise<T> {
    this.#assertActive()
    const innermost = this.#innermost()
    return innermost === this ? this.#enqueue(work) : innermost.nested(work)
  }

  /** A call from inside a running savepoint belongs to that one, whichever `tx` it came through. */
  #innermost(): Level {
    const scope = currentScope(this.#scope.pool)
    return (scope && this.#shared.levels.get(scope)) ?? this
  }

  /** One savepoint at a time: side by side they would end each other's. */
  #enqueue<T>(work: (tx: Transaction<unknown>) => Promise<T>): Promise<T> {
    const result = this.#lastNested.then(() => this.#runNested(work))
    this.#lastNested = result.catch(() => undefined)
    return result
  }

  async #runNested<T>(work: (tx: Transaction<unknown>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attemptNested(work)
      } catch (error) {
        if (attempt >= nestedAttempts || !this.#mayRetryNested(error)) throw error
        await sleep(this.#shared.clock, backoffMs(attempt))
      }
    }
  }

  /**
   * A deadlock inside a savepoint is over once it is rolled back, since that frees its locks.
   * A serialization failure is not: the snapshot belongs to the whole transaction.
   */
  #mayRetryNested(error: unknown): boolean {
    const code = databaseError(error)?.code
    return code === '40P01' || (code === '40001' && this.#shared.isolation === 'read committed')
  }

  async #attemptNested<T>(work: (tx: Transaction<unknown>) => Promise<T>): Promise<T> {
    const { session } = this.#shared
    const scope = { pool: this.#scope.pool, parent: this.#scope, active: true }
    const level = new Level(this.#shared, scope)
    await session.run('savepoint nested')
    try {
      const result = await level.run(work)
      await session.run(checkAndRelease)
      this.#actions.push(...level.actions)
      return result
    } catch (error) {
      await undo(session)
      throw error
    }
  }

  #assertActive(): void {
    if (!this.#scope.active) throw new Error('This transaction has ended')
  }
}

/**
 * Checks what was deferred, then forgets the check by rolling it back: this restores exactly
 * which constraints were deferred before. `SET CONSTRAINTS ALL DEFERRED` instead would also defer
 * those that are immediate by default. What deferred triggers wrote is undone and done again at
 * the commit.
 */
const checkAndRelease = `savepoint nested_check; set constraints all immediate;
  rollback to savepoint nested_check; release savepoint nested`

async function undo(session: Session): Promise<void> {
  if (session.broken) return
  const statement = 'rollback to savepoint nested; release savepoint nested'
  try {
    await session.run(statement, { obeysRequest: false, timeoutMs: 5_000 })
  } catch (error) {
    session.destroy(new Error('A savepoint could not be rolled back', { cause: error }))
  }
}

// Types of tables exist for the compiler only: at run time every view is the same object.
export function withOtherTypes<Other>(tx: Transaction<unknown>): Transaction<Other> {
  return tx as unknown as Transaction<Other>
}
