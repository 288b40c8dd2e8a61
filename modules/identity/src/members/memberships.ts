import type { Kysely } from 'kysely'
import type { Role } from '../contract/roles.ts'
import type { IdentityTables } from '../tables.ts'

/** One of the organisations that a person belongs to. */
export interface MembershipSeen {
  readonly memberId: string
  readonly organisationId: string
  readonly name: string
  readonly role: Role
  /** The only stations that they reach there; absent: all. */
  readonly scope?: readonly string[] | undefined
  readonly lastSeenAt?: Date | undefined
}

/** Everywhere that a person belongs, the organisation that they joined first first. */
export async function listMemberships(
  db: Kysely<IdentityTables>,
  personId: string,
): Promise<readonly MembershipSeen[]> {
  const rows = await db
    .selectFrom('identity.member as m')
    .innerJoin('identity.organisation as o', 'o.id', 'm.organisation_id')
    .select(['m.id', 'm.organisation_id', 'o.name', 'm.role', 'm.scope', 'm.last_seen_at'])
    .where('m.person_id', '=', personId)
    .orderBy('m.joined_at')
    .orderBy('m.id')
    .execute()
  return rows.map((row) => ({
    memberId: row.id,
    organisationId: row.organisation_id,
    name: row.name,
    role: row.role,
    scope: row.scope ?? undefined,
    lastSeenAt: row.last_seen_at ?? undefined,
  }))
}

/** The organisation that a person acts for: the one they chose while they belong to it. */
export function activeMembership(
  memberships: readonly MembershipSeen[],
  chosenId: string | undefined,
): MembershipSeen | undefined {
  return memberships.find((one) => one.organisationId === chosenId) ?? memberships[0]
}
