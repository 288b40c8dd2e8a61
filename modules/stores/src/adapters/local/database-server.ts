import {
  createDatabase,
  databaseError,
  type Database,
  type DatabaseLog,
} from '@holdfast/kernel/postgres'
import { sql } from 'kysely'
import { DriverError } from '../../driver/driver-error.ts'
import { scramVerifier } from './scram-verifier.ts'
import { databaseNameOf, storeIdOf } from './store-names.ts'

/** The PostgreSQL that stores have their databases on, seen by who may make them. */
export interface DatabaseServer {
  /** Why no store can be made here; undefined when one can. */
  refusal(): Promise<string | undefined>
  /** A role and a database of its own, which nobody else may enter. Safe to repeat. */
  create(storeId: string, password: string): Promise<void>
  /** Takes the key from the role and ends its connections: nothing is written from now on. */
  shut(storeId: string): Promise<void>
  drop(storeId: string): Promise<void>
  /** What there is of a store. */
  find(storeId: string): Promise<{ readonly database: boolean; readonly role: boolean }>
  list(): Promise<readonly string[]>
  /** As the store's own role. It contains the password. */
  addressOf(storeId: string, password: string): string
  /** In a store's database, as who may see everything. */
  within<T>(storeId: string, work: (database: Database<unknown>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const connectionsOfAStore = 12

export function openDatabaseServer(adminUrl: string, log: DatabaseLog): DatabaseServer {
  const admin = connect(adminUrl, log)
  const run = (statement: string) => sql.raw(statement).execute(admin.kysely)

  async function find(storeId: string) {
    const name = databaseNameOf(storeId)
    const { rows } = await sql<{ database: boolean; role: boolean }>`select
      exists (select from pg_database where datname = ${name}) as database,
      exists (select from pg_roles where rolname = ${name}) as role`.execute(admin.kysely)
    return rows[0] ?? { database: false, role: false }
  }

  return {
    find,
    refusal: () => refusalOf(admin),
    async create(storeId, password) {
      const name = databaseNameOf(storeId)
      await inTurn(admin, name, async () => {
        const there = await find(storeId)
        if (!there.role)
          await run(`create role ${name} nologin connection limit ${connectionsOfAStore}`)
        await run(`alter role ${name} set statement_timeout = '30s'`)
        if (!there.database) await run(`create database ${name} owner ${name} template template0`)
        await run(`revoke all on database ${name} from public`)
        await run(`alter role ${name} login password '${scramVerifier(password)}'`)
      })
    },
    async shut(storeId) {
      const name = databaseNameOf(storeId)
      const { role } = await find(storeId)
      if (role) await run(`alter role ${name} nologin`)
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = ${name} and pid <> pg_backend_pid()`.execute(admin.kysely)
    },
    async drop(storeId) {
      const name = databaseNameOf(storeId)
      await run(`drop database if exists ${name} with (force)`)
      await run(`drop role if exists ${name}`)
    },
    async list() {
      const { rows } = await sql<{ name: string }>`
        select datname as name from pg_database where datname like 'store\\_%'
        union select rolname from pg_roles where rolname like 'store\\_%'`.execute(admin.kysely)
      return rows.flatMap(({ name }) => storeIdOf(name) ?? [])
    },
    addressOf(storeId, password) {
      const url = addressWith(adminUrl, databaseNameOf(storeId))
      url.username = databaseNameOf(storeId)
      url.password = encodeURIComponent(password)
      return url.href
    },
    async within(storeId, work) {
      const inside = connect(addressWith(adminUrl, databaseNameOf(storeId)).href, log)
      try {
        return await work(inside)
      } finally {
        await inside.close()
      }
    },
    close: () => admin.close(),
  }
}

function connect(connectionString: string, log: DatabaseLog): Database<unknown> {
  return createDatabase({
    connectionString,
    applicationName: 'holdfast-stores',
    poolSize: 4,
    log,
    statementTimeoutMs: 60_000,
  })
}

function addressWith(adminUrl: string, database: string): URL {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url
}

async function refusalOf(admin: Database<unknown>): Promise<string | undefined> {
  const { rows } = await sql<{
    may: boolean
  }>`select rolsuper or (rolcreatedb and rolcreaterole) as may
    from pg_roles where rolname = current_user`.execute(admin.kysely)
  if (rows[0]?.may) return undefined
  return 'The role of STORES_DATABASE_URL needs CREATEDB and CREATEROLE: alter role … createdb createrole.'
}

const queued = '55006'
const exists = ['42710', '42P04', '23505']

/**
 * Two processes that make the same database at once: the second one finds it. `create database`
 * stands in no transaction, so nothing can be locked around it.
 */
async function inTurn(
  admin: Database<unknown>,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  // A role that makes a role without being superuser may act for it only when it asked to.
  await sql`select set_config('createrole_self_grant', 'set, inherit', false)`.execute(admin.kysely)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const code = databaseError(error)?.code
      const isTwin = code !== undefined && [...exists, queued, 'XX000'].includes(code)
      if (!isTwin || attempt >= 5) throw explained(error, name)
    }
  }
}

function explained(cause: unknown, name: string): DriverError {
  const isForbidden = databaseError(cause)?.code === '42501'
  return new DriverError(`The database ${name} could not be made.`, {
    class: isForbidden ? 'permanent' : 'transient',
    code: isForbidden ? 'databaseForbidden' : 'databaseFailed',
    cause,
  })
}
