import type { Kysely } from 'kysely'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>

export interface OwnerLink {
  readonly id: string
  readonly organisationId: string
  readonly tokenHash: Buffer
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Ends every link that nobody used. */
export async function deleteUnusedLinks(db: Db, organisationId: string): Promise<void> {
  await db
    .deleteFrom('identity.owner_link')
    .where('organisation_id', '=', organisationId)
    .where('used_at', 'is', null)
    .execute()
}

export async function insertOwnerLink(db: Db, link: OwnerLink): Promise<void> {
  await db
    .insertInto('identity.owner_link')
    .values({
      id: link.id,
      organisation_id: link.organisationId,
      token_hash: link.tokenHash,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** The organisation whose owner a token makes, while it does. */
export async function findOwnerLink(
  db: Db,
  { tokenHash, at }: { readonly tokenHash: Buffer; readonly at: Date },
): Promise<Pick<OwnerLink, 'id' | 'organisationId' | 'expiresAt'> | undefined> {
  const row = await db
    .selectFrom('identity.owner_link')
    .select(['id', 'organisation_id', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return row && { id: row.id, organisationId: row.organisation_id, expiresAt: row.expires_at }
}

/** Uses a link up in one statement: of several at once one gets `true`. */
export async function takeOwnerLink(
  db: Db,
  taken: { readonly tokenHash: Buffer; readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('identity.owner_link')
    .set({ used_at: taken.at, used_by: taken.personId })
    .where('token_hash', '=', taken.tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', taken.at)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
