import type { AccountTables } from './account/account-tables.ts'
import type { OrganisationTables } from './organisation/organisation-tables.ts'

/** The tables of the schemas `auth` and `identity`, as Kysely sees them. */
export interface IdentityTables extends AccountTables, OrganisationTables {}
