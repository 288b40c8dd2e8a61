import type { Kysely, Selectable } from 'kysely'
import type { Role } from '../contract/roles.ts'
import { noteEveryMs } from '../identify/noted-uses.ts'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>
type Row = Selectable<IdentityTables['identity.api_key']>

/** A machine's key, without the key. */
export interface ApiKey {
  readonly id: string
  readonly organisationId: string
  readonly name: string
  readonly tokenHash: Buffer
  readonly hint: string
  readonly actions: readonly string[]
  readonly scope?: readonly string[] | undefined
  /** Whoever made or last rotated it. It can never do more than they may. */
  readonly createdBy: string
  /** Their membership then. It is gone for good when they leave, also if they come back. */
  readonly createdByMember: string
  readonly createdAt: Date
  readonly expiresAt?: Date | undefined
  readonly rotatedAt?: Date | undefined
  /** The key before the last rotation, while it still works. */
  readonly previous?: { readonly tokenHash: Buffer; readonly until: Date } | undefined
  readonly lastUsedAt?: Date | undefined
}

/** The role of a key's creator, as long as the membership lasts in which they made it. */
export interface Creator {
  readonly role: Role
  readonly scope?: readonly string[] | undefined
}

export async function insertApiKey(db: Db, key: ApiKey): Promise<void> {
  await db
    .insertInto('identity.api_key')
    .values({
      ...columnsOf(key),
      id: key.id,
      organisation_id: key.organisationId,
      name: key.name,
      actions: [...key.actions],
      scope: key.scope ? [...key.scope] : null,
      created_at: key.createdAt,
      expires_at: key.expiresAt ?? null,
    })
    .execute()
}

/** What a rotation changes. */
export async function saveRotation(db: Db, key: ApiKey): Promise<void> {
  await db.updateTable('identity.api_key').set(columnsOf(key)).where('id', '=', key.id).execute()
}

/** Keys that were not revoked, newest first, each with its creator while they are there. */
export async function listApiKeysOf(
  db: Db,
  organisationId: string,
): Promise<readonly { readonly key: ApiKey; readonly creator: Creator | undefined }[]> {
  const rows = await withCreators(db)
    .where('k.organisation_id', '=', organisationId)
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc')
    .execute()
  return rows.map((row) => ({ key: fromRow(row), creator: creatorOf(row) }))
}

/** The key, locked until the transaction ends; undefined when the organisation has none such. */
export async function lockApiKey(
  db: Db,
  { organisationId, id }: Pick<ApiKey, 'organisationId' | 'id'>,
): Promise<ApiKey | undefined> {
  const row = await db
    .selectFrom('identity.api_key')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function markRevoked(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('identity.api_key')
    .set({ revoked_at: at, previous_hash: null, previous_until: null })
    .where('id', '=', id)
    .execute()
}

/** The key that a token is, with its creator, while both work. One query. */
export async function findWorkingKey(
  db: Db,
  { tokenHash, at }: { readonly tokenHash: Buffer; readonly at: Date },
): Promise<{ readonly key: ApiKey; readonly creator: Creator } | undefined> {
  const row = await withCreators(db)
    .where((where) => where.or([where('k.expires_at', 'is', null), where('k.expires_at', '>', at)]))
    .where((where) =>
      where.or([
        where('k.token_hash', '=', tokenHash),
        where.and([where('k.previous_hash', '=', tokenHash), where('k.previous_until', '>', at)]),
      ]),
    )
    .executeTakeFirst()
  const creator = row && creatorOf(row)
  return creator && { key: fromRow(row), creator }
}

/** Notes that a key was used, unless that was noted less than a minute before. */
export async function noteKeyUsed(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('identity.api_key')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('last_used_at', 'is', null),
        where('last_used_at', '<=', new Date(at.getTime() - noteEveryMs)),
      ]),
    )
    .execute()
}

function withCreators(db: Db) {
  return db
    .selectFrom('identity.api_key as k')
    .leftJoin('identity.member as m', (join) =>
      join
        .onRef('m.organisation_id', '=', 'k.organisation_id')
        .onRef('m.id', '=', 'k.created_by_member'),
    )
    .selectAll('k')
    .select(['m.role as creator_role', 'm.scope as creator_scope'])
    .where('k.revoked_at', 'is', null)
}

function creatorOf(row: {
  readonly creator_role: Role | null
  readonly creator_scope: string[] | null
}): Creator | undefined {
  const { creator_role: role, creator_scope: scope } = row
  return role === null ? undefined : { role, scope: scope ?? undefined }
}

function columnsOf(key: ApiKey) {
  return {
    token_hash: key.tokenHash,
    hint: key.hint,
    created_by: key.createdBy,
    created_by_member: key.createdByMember,
    rotated_at: key.rotatedAt ?? null,
    previous_hash: key.previous?.tokenHash ?? null,
    previous_until: key.previous?.until ?? null,
  }
}

function fromRow(row: Row): ApiKey {
  const { previous_hash: tokenHash, previous_until: until } = row
  return {
    id: row.id,
    organisationId: row.organisation_id,
    name: row.name,
    tokenHash: row.token_hash,
    hint: row.hint,
    actions: row.actions,
    scope: row.scope ?? undefined,
    createdBy: row.created_by,
    createdByMember: row.created_by_member,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    rotatedAt: row.rotated_at ?? undefined,
    previous: tokenHash && until ? { tokenHash, until } : undefined,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}
