import type { Kysely } from 'kysely'
import { personsById } from '../members/persons.ts'
import { findOrganisation } from '../organisation/organisation-store.ts'
import type { Stations } from '../parts.ts'
import type { IdentityTables } from '../tables.ts'
import type { Invitation } from './invitation-store.ts'

/** What an invitation offers besides its role: who invites, into which business, and where. */
export interface Offer {
  readonly organisation: { readonly id: string; readonly name: string }
  /** Absent when they are gone. */
  readonly invitedBy?: { readonly name: string }
  /** By name. Absent: all of the business. */
  readonly stations?: { readonly id: string; readonly name: string }[]
}

export async function offerOf(
  db: Kysely<IdentityTables>,
  stations: Stations,
  { organisationId, invitedBy, scope }: Invitation,
): Promise<Offer> {
  const organisation = await findOrganisation(db, organisationId)
  const inviter = (await personsById(db, [invitedBy])).get(invitedBy)
  const names = scope && (await stations.namesOf(withoutTypes(db), organisationId, scope))
  return {
    organisation,
    ...(inviter ? { invitedBy: { name: inviter.name } } : {}),
    ...(names ? { stations: byName(names) } : {}),
  }
}

function byName(names: ReadonlyMap<string, string>) {
  const stations = [...names].map(([id, name]) => ({ id, name }))
  return stations.toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
}

// Other modules' tables are in the same database; its types know of ours alone.
function withoutTypes(db: Kysely<IdentityTables>): Kysely<unknown> {
  return db as unknown as Kysely<unknown>
}
