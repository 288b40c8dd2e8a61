import type { Actor } from '@holdfast/kernel/module'
import { sql, type RawBuilder } from 'kysely'

/** How far somebody reaches: one organisation, and with a scope only those of its stations. */
export type Reach = Pick<Actor, 'organisationId' | 'scope'>

/** The columns that say whose a row is. */
export interface Owned {
  readonly organisation: string
  readonly station: string
}

/**
 * The condition that every query for rows of this module carries: what lies out of reach is not
 * there, so that a foreign id is answered like one that does not exist.
 */
export function within({ organisationId, scope }: Reach, columns: Owned): RawBuilder<boolean> {
  const isOurs = sql<boolean>`${sql.ref(columns.organisation)} = ${organisationId}`
  if (scope === undefined) return isOurs
  return sql<boolean>`(${isOurs} and ${sql.ref(columns.station)} = any(${[...scope]}::uuid[]))`
}

export const stationColumns: Owned = { organisation: 'organisation_id', station: 'id' }
export const resourceColumns: Owned = { organisation: 'organisation_id', station: 'station_id' }
export const bookingColumns: Owned = { organisation: 'b.organisation_id', station: 'b.station_id' }
