// What the tests of keyed work share, also those that run in a process of their own.
import { sql } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import { systemClock } from '../clock/clock.ts'
import { createVault, readMasterKeys } from '../crypto/crypto.ts'
import { createDatabase, type Database, type Transaction } from '../postgres/postgres.ts'
import { createIdempotency, type KeyScope, type StoredResponse } from './idempotency.ts'

export const vault = createVault(readMasterKeys(Buffer.alloc(32, 7).toString('base64')))

export const migrations = [
  { name: 'kernel', folder: new URL('../../migrations', import.meta.url).pathname },
]

export const scope: KeyScope = {
  organisationId: 'org',
  actorId: 'actor-1',
  route: 'POST /notes',
  key: '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11',
}

const silentLog = { warn() {}, error() {} }

export function openDatabase(connectionString: string, poolSize = 10): Database<unknown> {
  return createDatabase({ connectionString, poolSize, applicationName: 'keys', log: silentLog })
}

export function givenIdempotency(
  database: Database<unknown>,
  options: { readonly clock?: Clock; readonly twinWaitMs?: number } = {},
) {
  return createIdempotency({ database, vault, clock: systemClock, ...options })
}

/** The table that keyed work of the tests writes to, made by the owner of the database. */
export async function createEffects(ownerUrl: string): Promise<void> {
  const owner = openDatabase(ownerUrl, 1)
  await sql`CREATE TABLE public.effect (name text NOT NULL)`.execute(owner.kysely)
  await sql`GRANT SELECT, INSERT ON public.effect TO holdfast_app`.execute(owner.kysely)
  await owner.close()
}

/** Work that leaves one row, named after the case it belongs to. */
export function leaveEffect(name: string) {
  return async (tx: Transaction<unknown>): Promise<StoredResponse> => {
    await sql`INSERT INTO public.effect (name) VALUES (${name})`.execute(tx.kysely)
    return { status: 201, headers: { location: `/notes/${name}` }, body: `{"name":"${name}"}` }
  }
}

export async function countEffects(database: Database<unknown>, name: string): Promise<number> {
  const found = await sql<{ count: string }>`
    SELECT count(*) FROM public.effect WHERE name = ${name}`.execute(database.kysely)
  return Number(found.rows[0]?.count)
}
