import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '../postgres/postgres.ts'
import type { KeyScope } from './keyed.ts'

/** A key whose work was done. */
export interface KeyRecord {
  readonly fingerprint: string
  readonly response: Buffer
}

export interface Claim {
  readonly scope: KeyScope
  readonly fingerprint: string
  readonly now: Date
}

/**
 * Inserts the key, or takes it over when it has expired. False when somebody else has finished
 * under it. Waits while another transaction holds it; fails with 55P03 after the lock timeout.
 */
export async function claimKey(tx: Transaction<unknown>, claim: Claim): Promise<boolean> {
  const { scope, fingerprint, now } = claim
  const claimed = await sql`
    INSERT INTO kernel.idempotency_key AS known
      (organisation_id, actor_id, route, key_hash, fingerprint, created_at, expires_at)
    VALUES (${scope.organisationId}, ${scope.actorId}, ${scope.route}, ${hashOf(scope.key)},
      ${fingerprint}, ${now}, ${now})
    ON CONFLICT (organisation_id, actor_id, route, key_hash) DO UPDATE
      SET fingerprint = excluded.fingerprint, response = '',
          created_at = excluded.created_at, expires_at = excluded.expires_at, subjects = '{}'
      WHERE known.expires_at <= excluded.created_at
    RETURNING 1`.execute(tx.kysely)
  return claimed.rows.length === 1
}

/** The finished work under a key that `claimKey` did not get. */
export async function readKey(
  tx: Transaction<unknown>,
  scope: KeyScope,
): Promise<KeyRecord | undefined> {
  const found = await sql<KeyRecord>`
    SELECT fingerprint, response FROM kernel.idempotency_key
    WHERE ${isKey(scope)}`.execute(tx.kysely)
  return found.rows[0]
}

/** Completes a claimed key. The caller's commit makes it, and the work, true. */
export async function finishKey(
  tx: Transaction<unknown>,
  scope: KeyScope,
  done: {
    readonly response: Buffer
    readonly expiresAt: Date
    readonly subjects: readonly string[]
  },
): Promise<void> {
  await sql`
    UPDATE kernel.idempotency_key SET response = ${done.response}, expires_at = ${done.expiresAt},
      subjects = ${[...done.subjects]}::text[]
    WHERE ${isKey(scope)}`.execute(tx.kysely)
}

/** Deletes up to `limit` expired keys that nobody is using, and says how many. */
export async function deleteExpiredKeys(
  tx: Transaction<unknown>,
  now: Date,
  limit: number,
): Promise<number> {
  const deleted = await sql`
    DELETE FROM kernel.idempotency_key WHERE ctid IN (
      SELECT ctid FROM kernel.idempotency_key WHERE expires_at <= ${now}
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`.execute(tx.kysely)
  return Number(deleted.numAffectedRows ?? 0n)
}

/**
 * Forgets what was answered about any of these, and what was asked. A request that comes again
 * under such a key is refused (`idempotency.mismatch`) and never done a second time.
 */
export async function forgetAnswers(
  tx: Transaction<unknown>,
  { organisationId, subjects }: { organisationId: string; subjects: readonly string[] },
): Promise<void> {
  await sql`
    UPDATE kernel.idempotency_key SET fingerprint = 'forgotten', response = '', subjects = '{}'
    WHERE organisation_id = ${organisationId} AND subjects && ${[...subjects]}::text[]
  `.execute(tx.kysely)
}

/** From here on a statement of this transaction gives up on a lock after `timeoutMs`. */
export async function limitLockWait(tx: Transaction<unknown>, timeoutMs: number): Promise<void> {
  await sql`SELECT set_config('lock_timeout', ${String(timeoutMs)}, true)`.execute(tx.kysely)
}

/** Undoes `limitLockWait`: the work's own waits are not ours to cut. */
export async function unlimitLockWait(tx: Transaction<unknown>): Promise<void> {
  await sql`SET LOCAL lock_timeout TO DEFAULT`.execute(tx.kysely)
}

function isKey(scope: KeyScope) {
  return sql`organisation_id = ${scope.organisationId} AND actor_id = ${scope.actorId}
    AND route = ${scope.route} AND key_hash = ${hashOf(scope.key)}`
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
