import type { Kysely, Selectable } from 'kysely'
import type { Role } from '../contract/roles.ts'
import { noteEveryMs } from '../identify/noted-uses.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>

/** What one person may do in one organisation. Without a scope, at all stations. */
export interface Member {
  readonly id: string
  readonly organisationId: string
  readonly personId: string
  readonly role: Role
  readonly scope?: readonly string[] | undefined
  readonly joinedAt: Date
  readonly lastSeenAt?: Date | undefined
}

/** Adds a member. Throws `identity.alreadyMember` when the person belongs there already. */
export async function insertMember(db: Db, member: Member): Promise<void> {
  const row = await db
    .insertInto('identity.member')
    .values({
      id: member.id,
      organisation_id: member.organisationId,
      person_id: member.personId,
      role: member.role,
      scope: member.scope ? [...member.scope] : null,
      joined_at: member.joinedAt,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw problems.alreadyMember({ personId: member.personId })
}

/** The members of an organisation, those who joined first first. */
export async function listMembersOf(db: Db, organisationId: string): Promise<readonly Member[]> {
  const rows = await db
    .selectFrom('identity.member')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('joined_at')
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

/** Throws `identity.unknownMember` when the organisation has no such member. */
export async function findMember(db: Db, organisationId: string, id: string): Promise<Member> {
  const row = await db
    .selectFrom('identity.member')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw problems.unknownMember({ memberId: id })
  return fromRow(row)
}

/** The membership of a person, when they belong to the organisation. */
export async function findMembership(
  db: Db,
  { organisationId, personId }: Pick<Member, 'organisationId' | 'personId'>,
): Promise<Member | undefined> {
  const row = await db
    .selectFrom('identity.member')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row && fromRow(row)
}

export async function saveMember(db: Db, { id, role, scope }: Member): Promise<void> {
  await db
    .updateTable('identity.member')
    .set((set) => ({ role, scope: scope ? [...scope] : null, version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function deleteMember(db: Db, id: string): Promise<void> {
  await db.deleteFrom('identity.member').where('id', '=', id).execute()
}

export async function countOwners(db: Db, organisationId: string): Promise<number> {
  const row = await db
    .selectFrom('identity.member')
    .select(({ fn }) => fn.countAll<string>().as('owners'))
    .where('organisation_id', '=', organisationId)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow()
  return Number(row.owners)
}

/** Notes that a member was here, unless that was noted less than a minute before. */
export async function noteMemberSeen(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('identity.member')
    .set({ last_seen_at: at })
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('last_seen_at', 'is', null),
        where('last_seen_at', '<=', new Date(at.getTime() - noteEveryMs)),
      ]),
    )
    .execute()
}

function fromRow(row: Selectable<IdentityTables['identity.member']>): Member {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    personId: row.person_id,
    role: row.role,
    scope: row.scope ?? undefined,
    joinedAt: row.joined_at,
    lastSeenAt: row.last_seen_at ?? undefined,
  }
}
