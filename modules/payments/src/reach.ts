import type { Actor } from '@holdfast/kernel/module'
import { sql, type RawBuilder } from 'kysely'

/** How far somebody reaches: one organisation, and with a scope only what belongs to its units. */
export type Reach = Pick<Actor, 'organisationId' | 'scope'>

/**
 * The condition that every query for payments carries: what lies out of reach is not there. A
 * payment of no unit is out of reach for who is limited to some.
 */
export function within({ organisationId, scope }: Reach, table: string): RawBuilder<boolean> {
  const isOurs = sql<boolean>`${sql.ref(`${table}.organisation_id`)} = ${organisationId}`
  if (scope === undefined) return isOurs
  return sql<boolean>`(${isOurs} and ${sql.ref(`${table}.unit_id`)} = any(${[...scope]}::text[]))`
}
