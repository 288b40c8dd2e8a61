import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
} from 'kysely'
import type { Pool } from './pool.ts'
import { assertOutsideTransaction } from './scope.ts'
import { Session } from './session.ts'

/** Lets Kysely take its connections from `pool`. */
export function poolDialect(pool: Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PoolDriver(pool),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class PoolDriver implements Driver {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    assertOutsideTransaction(this.#pool)
    return this.#pool.acquire()
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof Session) this.#pool.release(connection)
  }

  beginTransaction = refuseTransaction
  commitTransaction = refuseTransaction
  rollbackTransaction = refuseTransaction

  async destroy(): Promise<void> {
    await this.#pool.close()
  }
}

/** Kysely's own transactions know neither our retries nor the guard. */
async function refuseTransaction(): Promise<never> {
  throw new Error('Use database.transaction() instead of kysely.transaction()')
}
