import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pool } from './pool.ts'

/** One level of a running transaction: the transaction itself, or a savepoint in it. */
export interface Scope {
  readonly pool: Pool
  readonly parent: Scope | undefined
  /** False as soon as the level has ended, also for work that it left running. */
  active: boolean
}

const storage = new AsyncLocalStorage<Scope>()

export function runInScope<T>(scope: Scope, work: () => T): T {
  return storage.run(scope, work)
}

/** The innermost level of `pool`'s transaction that this code runs in, if any. */
export function currentScope(pool: Pool): Scope | undefined {
  for (let scope = storage.getStore(); scope; scope = scope.parent) {
    if (scope.active && scope.pool === pool) return scope
  }
  return undefined
}

/** Throws instead of letting a transaction wait for a second connection of its own pool. */
export function assertOutsideTransaction(pool: Pool): void {
  if (currentScope(pool)) {
    throw new Error('The database was used inside its own transaction: use tx, or tx.nested()')
  }
}
