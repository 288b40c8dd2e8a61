import type { Kysely } from 'kysely'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>

export interface OneTimeValue {
  readonly id: string
  /** Hashed. */
  readonly identifier: string
  readonly personId: string
  readonly expiresAt: Date
  readonly createdAt: Date
}

/** Stores a one-time value in the form in which better-auth looks for it. */
export async function insertOneTimeValue(db: Db, value: OneTimeValue): Promise<void> {
  const { id, identifier, personId, expiresAt, createdAt } = value
  await db
    .insertInto('auth.verification')
    .values({
      id,
      identifier,
      value: personId,
      expires_at: expiresAt,
      created_at: createdAt,
      updated_at: createdAt,
    })
    .execute()
}

/** Whose value it is and until when, while it has not expired. */
export async function findOneTimeValue(
  db: Db,
  { identifier, now }: { readonly identifier: string; readonly now: Date },
): Promise<Pick<OneTimeValue, 'personId' | 'expiresAt'> | undefined> {
  const row = await db
    .selectFrom('auth.verification')
    .select(['value', 'expires_at'])
    .where('identifier', '=', identifier)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && { personId: row.value, expiresAt: row.expires_at }
}

/** Gives a value that is still there more time. Resolves to whose it is. */
export async function extendOneTimeValue(
  db: Db,
  { identifiers, expiresAt }: { readonly identifiers: string[]; readonly expiresAt: Date },
): Promise<Pick<OneTimeValue, 'identifier' | 'personId'> | undefined> {
  const row = await db
    .updateTable('auth.verification')
    .set({ expires_at: expiresAt })
    .where('identifier', 'in', identifiers)
    .returning(['identifier', 'value'])
    .executeTakeFirst()
  return row && { identifier: row.identifier, personId: row.value }
}

/** Ends mailed links and sign-ins that wait for a code: they stand for the password before. */
export async function endOpenLinks(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('auth.verification').where('value', '=', personId).execute()
}
