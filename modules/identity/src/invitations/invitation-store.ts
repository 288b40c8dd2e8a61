import type { Kysely, Selectable } from 'kysely'
import type { Role } from '../contract/roles.ts'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>

/** Somebody was asked to join. Open until accepted, withdrawn or expired. */
export interface Invitation {
  readonly id: string
  readonly organisationId: string
  /** Sealed; `openInvitee` reads it. */
  readonly email: Buffer
  readonly role: Role
  readonly scope?: readonly string[] | undefined
  readonly tokenHash: Buffer
  readonly invitedBy: string
  readonly createdAt: Date
  readonly sends: number
  readonly sentAt: Date
  readonly expiresAt: Date
}

/** Adds an invitation. False when an open one for the same address is there already. */
export async function insertInvitation(
  db: Db,
  added: Invitation,
  emailIndex: Buffer,
): Promise<boolean> {
  const row = await db
    .insertInto('identity.invitation')
    .values({
      id: added.id,
      organisation_id: added.organisationId,
      email_index: emailIndex,
      email: added.email,
      role: added.role,
      scope: added.scope ? [...added.scope] : null,
      token_hash: added.tokenHash,
      invited_by: added.invitedBy,
      created_at: added.createdAt,
      sends: added.sends,
      sent_at: added.sentAt,
      expires_at: added.expiresAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'email_index'])
        .where('accepted_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Invitations that nobody accepted or withdrew, expired ones among them, newest first. */
export async function listOpenInvitations(
  db: Db,
  organisationId: string,
): Promise<readonly Invitation[]> {
  const rows = await openOnes(db)
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(fromRow)
}

export async function findOpenInvitation(
  db: Db,
  { organisationId, id }: Pick<Invitation, 'organisationId' | 'id'>,
): Promise<Invitation | undefined> {
  const row = await openOnes(db)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Open invitations of an address, whichever master key it was indexed under. */
export async function findInvitationsOf(
  db: Db,
  { organisationId, indexes }: { readonly organisationId: string; readonly indexes: Buffer[] },
): Promise<readonly Invitation[]> {
  const rows = await openOnes(db)
    .where('organisation_id', '=', organisationId)
    .where('email_index', 'in', indexes)
    .execute()
  return rows.map(fromRow)
}

/** The invitation that a mailed token opens, while it does. */
export async function findByToken(
  db: Db,
  { tokenHash, at }: { readonly tokenHash: Buffer; readonly at: Date },
): Promise<Invitation | undefined> {
  const row = await openOnes(db)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return row && fromRow(row)
}

/**
 * Ends an invitation by accepting it, in one statement: of several at once one gets `true`, and
 * a token that was replaced, withdrawn or has expired meanwhile gets `false`.
 */
export async function takeInvitation(
  db: Db,
  taken: { readonly tokenHash: Buffer; readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('identity.invitation')
    .set({ accepted_at: taken.at, accepted_by: taken.personId })
    .where('token_hash', '=', taken.tokenHash)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', taken.at)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends an open invitation. Its link opens nothing any more. */
export async function markWithdrawn(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('identity.invitation')
    .set({ withdrawn_at: at })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Gives an invitation the token and the time of its next mail. */
export async function saveSending(db: Db, sent: Invitation): Promise<void> {
  await db
    .updateTable('identity.invitation')
    .set({
      sends: sent.sends,
      sent_at: sent.sentAt,
      expires_at: sent.expiresAt,
      token_hash: sent.tokenHash,
      invited_by: sent.invitedBy,
    })
    .where('id', '=', sent.id)
    .execute()
}

function openOnes(db: Db) {
  return db
    .selectFrom('identity.invitation')
    .selectAll()
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
}

function fromRow(row: Selectable<IdentityTables['identity.invitation']>): Invitation {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    email: row.email,
    role: row.role,
    scope: row.scope ?? undefined,
    tokenHash: row.token_hash,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    sends: row.sends,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
  }
}
