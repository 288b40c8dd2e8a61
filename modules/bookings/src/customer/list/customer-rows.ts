import { createPager } from '@holdfast/kernel/http'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { Vault } from '@holdfast/kernel/crypto'
import { bookingColumns, within, type Reach } from '../../reach/reach.ts'
import type { BookingsTables } from '../../tables.ts'
import { emailIndexes, phoneIndexes, readPhone } from '../contact.ts'

export interface CustomerFilters {
  readonly q?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
}

/** The newest first: ids begin with the time at which they were given. */
export const customerPager = createPager({
  columns: ['c.id'],
  direction: 'desc',
  key: z.tuple([z.uuid()]),
  keyOf: (row: { readonly id: string }) => [row.id] as const,
})

/** Customers within reach who fit every filter, with what their bookings within reach say. */
export function selectCustomers(
  db: Kysely<BookingsTables>,
  reach: Reach,
  { filters, vault }: { readonly filters: CustomerFilters; readonly vault: Vault },
) {
  const { q, email, phone } = filters
  let customers = db
    .selectFrom('bookings.customer as c')
    .innerJoinLateral(
      sql<{ bookings: number; name: string | null }>`(
        select count(*)::int as bookings, (array_agg(b.name order by b.id desc))[1] as name
        from bookings.booking b where b.customer_id = c.id and ${within(reach, bookingColumns)}
      )`.as('theirs'),
      (join) => join.onTrue(),
    )
    .where('c.organisation_id', '=', reach.organisationId)
    .where('c.erased_at', 'is', null)
    .where('theirs.bookings', '>', 0)
    .select(['c.id', 'c.created_at', 'c.last_booked_at', 'theirs.bookings', 'theirs.name'])
  if (q) customers = customers.where(withBooking(reach, nameContains(q)))
  if (email) customers = customers.where('c.email_index', 'in', emailIndexes(vault, email))
  return phone ? customers.where(withBooking(reach, hasPhone(phone, vault))) : customers
}

function withBooking(reach: Reach, condition: ReturnType<typeof sql<boolean>>) {
  return sql<boolean>`exists (select from bookings.booking b
    where b.customer_id = c.id and ${within(reach, bookingColumns)} and ${condition})`
}

function nameContains(text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql<boolean>`b.name ilike ${pattern}`
}

// What can not be a number belongs to nobody.
function hasPhone(typed: string, vault: Vault) {
  const phone = readPhone(typed)
  const indexes = phone === undefined ? [] : phoneIndexes(vault, phone)
  return sql<boolean>`b.phone_index = any(${indexes}::bytea[])`
}
