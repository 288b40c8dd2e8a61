/** The tables of the schema `identity`, as Kysely sees them. */
export type OrganisationTables = Readonly<Record<never, never>>
