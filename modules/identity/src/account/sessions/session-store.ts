import type { Kysely } from 'kysely'
import type { IdentityTables } from '../../tables.ts'

type Db = Kysely<IdentityTables>

const hourMs = 3_600_000
/** A session that nobody uses ends after seven days; a used one after thirty. */
export const idleSessionMs = 7 * 24 * hourMs

export interface Session {
  readonly id: string
  readonly personId: string
  /** The organisation that the person chose to act for. */
  readonly activeOrganisationId?: string | undefined
  /** Whether the person signs in with a second factor: then this session had one. */
  readonly secondFactor: boolean
  readonly userAgent: string
  readonly createdAt: Date
  readonly lastUsedAt: Date
  /** The end whatever happens. */
  readonly expiresAt: Date
}

/** The session that has this token and has not ended. */
export async function findSession(
  db: Db,
  { token, now }: { readonly token: string; readonly now: Date },
): Promise<Session | undefined> {
  const row = await live(db, now).where('s.token', '=', token).executeTakeFirst()
  return row && fromRow(row)
}

/** A person's sessions that have not ended, the one used last first. */
export async function listSessionsOf(
  db: Db,
  { personId, now }: { readonly personId: string; readonly now: Date },
): Promise<readonly Session[]> {
  const rows = await live(db, now)
    .where('s.person_id', '=', personId)
    .orderBy('s.last_used_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(100)
    .execute()
  return rows.map(fromRow)
}

/** Ends a session. False when the person has no such session. */
export async function deleteSession(
  db: Db,
  { id, personId }: { readonly id: string; readonly personId: string },
): Promise<boolean> {
  const row = await db
    .deleteFrom('auth.session')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends a person's sessions, but for one when it is named, and gives the ids of those that ended. */
export async function deleteSessionsOf(
  db: Db,
  { personId, exceptId }: { readonly personId: string; readonly exceptId?: string },
): Promise<readonly string[]> {
  const all = db.deleteFrom('auth.session').where('person_id', '=', personId)
  const doomed = exceptId === undefined ? all : all.where('id', '!=', exceptId)
  const rows = await doomed.returning('id').execute()
  return rows.map(({ id }) => id)
}

/** Does nothing when somebody else has noted a later use. */
export async function noteSessionUsed(db: Db, id: string, usedAt: Date): Promise<void> {
  await db
    .updateTable('auth.session')
    .set({ last_used_at: usedAt })
    .where('id', '=', id)
    .where('last_used_at', '<', usedAt)
    .execute()
}

/** Lets a session that replaces `from` act for the same organisation. */
export async function keepOrganisation(
  db: Db,
  { token, from }: { readonly token: string; readonly from: Session },
): Promise<void> {
  await db
    .updateTable('auth.session')
    .set({ active_organisation_id: from.activeOrganisationId ?? null })
    .where('token', '=', token)
    .execute()
}

function live(db: Db, now: Date) {
  return db
    .selectFrom('auth.session as s')
    .innerJoin('auth.person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.person_id', 's.active_organisation_id', 's.user_agent', 's.created_at'])
    .select(['s.last_used_at', 's.expires_at', 'p.second_factor'])
    .where('s.expires_at', '>', now)
    .where('s.last_used_at', '>', new Date(now.getTime() - idleSessionMs))
}

interface SessionRow {
  readonly id: string
  readonly person_id: string
  readonly active_organisation_id: string | null
  readonly user_agent: string | null
  readonly created_at: Date
  readonly last_used_at: Date
  readonly expires_at: Date
  readonly second_factor: boolean
}

function fromRow(row: SessionRow): Session {
  return {
    id: row.id,
    personId: row.person_id,
    activeOrganisationId: row.active_organisation_id ?? undefined,
    secondFactor: row.second_factor,
    userAgent: row.user_agent ?? '',
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  }
}
