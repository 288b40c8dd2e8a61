import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager } from '@holdfast/kernel/http'
import { sql } from 'kysely'
import { z } from 'zod'
import type { bookingRoutes } from '../contract.ts'
import { emailIndexes, phoneIndexes, readPhone } from '../customer/contact.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { rowsOnWire } from './entry-on-wire.ts'
import { entryFrom, selectEntries, type StoredEntry } from './entry-store.ts'

type ListRoute = (typeof bookingRoutes)['listWaitlist']
type Filters = RouteInput<ListRoute>['query']

/** The newest first: ids begin with the time at which they were given. */
const pager = createPager({
  columns: ['b.id'],
  direction: 'desc',
  key: z.tuple([z.uuid()]),
  keyOf: (entry: StoredEntry) => [entry.id] as const,
})

/** One page of the waitlist within reach. With an offset, also how many there are. */
export async function listWaitlist(
  ctx: BookingsContext,
  { query }: RouteInput<ListRoute>,
  { vault }: Pick<BookingsParts, 'vault'>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('waitlist.list')
  const wanted = wantedEntries(ctx, query, vault)
  const rows = await pager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = pager.cut(rows.map(entryFrom), query, total)
  return { items: await rowsOnWire(ctx.kysely, items, vault), page }
}

type Entries = ReturnType<typeof selectEntries>

function wantedEntries(
  ctx: Pick<BookingsContext, 'actor' | 'kysely'>,
  { state = [], stationId, from, to, email, phone }: Filters,
  vault: BookingsParts['vault'],
): Entries {
  let entries = selectEntries(ctx.kysely, ctx.actor)
  if (state.length > 0) entries = entries.where('b.state', 'in', state)
  if (stationId) entries = entries.where('b.station_id', '=', stationId)
  if (from) entries = entries.where('b.wall_date', '>=', from)
  if (to) entries = entries.where('b.wall_date', '<=', to)
  if (email) entries = entries.where('c.email_index', 'in', emailIndexes(vault, email))
  return phone ? withPhone(entries, phone, vault) : entries
}

// What can not be a number belongs to nobody.
function withPhone(entries: Entries, typed: string, vault: BookingsParts['vault']): Entries {
  const phone = readPhone(typed)
  const indexes = phone === undefined ? [] : phoneIndexes(vault, phone)
  return entries.where(sql<boolean>`b.phone_index = any(${indexes}::bytea[])`)
}

async function count(entries: Entries): Promise<number> {
  const row = await entries
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
