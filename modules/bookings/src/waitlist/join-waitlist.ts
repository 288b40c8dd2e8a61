import type { RouteInput } from '@holdfast/kernel/contract'
import { partySize } from '../booking/booking.ts'
import type { bookingRoutes, WaitlistReceipt } from '../contract.ts'
import { phoneIndex, requirePhone } from '../customer/contact.ts'
import { keepCustomer } from '../customer/customer-store.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import type { Slot } from '../slots/slots.ts'
import { findStation } from '../station/station-store.ts'
import type { Station } from '../station/station.ts'
import { travelTo, withTravel } from '../travel/travel.ts'
import { sealEntry, type Entry } from './entry.ts'
import { insertEntry, lockOpenEntry, saveWish, type NewEntry } from './entry-store.ts'
import { capacityOn, isFree, wantedStarts } from './wanted-starts.ts'

type JoinRoute = (typeof bookingRoutes)['joinWaitlist']
type Body = RouteInput<JoinRoute>['body']
type Parts = Pick<BookingsParts, 'vault' | 'distances'>

/**
 * Puts somebody on the waitlist of an evening whose wanted starts are all taken. Throws
 * `bookings.stillFree` with `alternatives` when one is free, and the problem of the rule that
 * refuses the evening. Anybody may. Who already waits for that evening keeps their place, with the
 * newer wish, and the answer does not tell: it says nothing about anybody.
 */
export async function joinWaitlist(
  ctx: BookingsContext,
  { body }: RouteInput<JoinRoute>,
  parts: Parts,
): Promise<WaitlistReceipt> {
  const phone = requirePhone(body.contact.phone)
  const station = await findStation(ctx.kysely, ctx.actor, body.stationId)
  const starts = await startsOf(ctx, station, { body, parts })
  const free = starts.filter(isFree)
  if (free.length > 0) throw stillFree(body, free)
  const endsAt = lastOffer(station, starts)
  await ctx.transaction((tx) => join(ctx, tx, { body, phone, station, endsAt, parts }))
  return receiptOf(station, { body, endsAt })
}

async function startsOf(
  ctx: BookingsContext,
  station: Station,
  { body, parts }: { readonly body: Body; readonly parts: Parts },
): Promise<readonly Slot[]> {
  const travel = await travelTo(station, body.venue, parts.distances)
  const now = ctx.now()
  const capacity = await capacityOn(ctx.kysely, station, { date: body.date, now })
  return wantedStarts(withTravel(station, travel), body, { capacity, now })
}

function stillFree({ stationId, date }: Body, free: readonly Slot[]): Error {
  const alternatives = free.map(({ startsAtMs, date: day, time }) => ({
    startsAt: new Date(startsAtMs).toISOString(),
    date: day,
    time,
  }))
  return problems.stillFree({ stationId, date }, { members: { alternatives } })
}

/** The moment from which on the notice of every start that would do has begun. */
function lastOffer({ noticeHours }: Station, starts: readonly Slot[]): Date {
  const last = Math.max(...starts.map(({ startsAtMs }) => startsAtMs))
  return new Date(last - noticeHours * 3_600_000)
}

interface Joining {
  readonly body: Body
  readonly phone: string
  readonly station: Station
  readonly endsAt: Date
  readonly parts: Parts
}

async function join(
  ctx: BookingsContext,
  tx: BookingsTransaction,
  { body, phone, station, endsAt, parts: { vault } }: Joining,
): Promise<void> {
  const { organisationId } = station
  const { email, name } = body.contact
  const now = ctx.now()
  const customer = await keepCustomer(tx.kysely, vault, {
    newId: ctx.ids(),
    organisationId,
    email,
    at: now,
    books: false,
  })
  const open = await lockOpenEntry(tx.kysely, {
    organisationId,
    customerId: customer.id,
    date: body.date,
  })
  const id = open?.id ?? ctx.ids()
  const wished: NewEntry = {
    id,
    organisationId,
    stationId: station.id,
    customerId: customer.id,
    state: 'waiting',
    date: body.date,
    earliest: body.earliest,
    latest: body.latest,
    timeZone: station.timeZone,
    durationHours: body.durationHours,
    party: body.party,
    endsAt,
    name,
    phoneIndex: phoneIndex(vault, phone),
    sealed: sealEntry(customer.dataKey, id, { contact: { email, phone }, venue: body.venue }),
    correlationId: ctx.correlationId,
    createdAt: now,
    changedAt: now,
    version: (open?.version ?? 0) + 1,
  }
  if (open && !isNewWish(open, wished)) return
  if (open) await saveWish(tx.kysely, wished)
  else await insertEntry(tx.kysely, wished)
  const type = open ? 'waitlist.changed' : 'waitlist.joined'
  await tx.emit(type, { entryId: id, stationId: station.id, version: wished.version }, id)
}

// Each is told by a mail, and anybody can type any address.
const mostVersions = 5

/** What is held for somebody already stays what it is. */
function isNewWish(open: Entry, wished: Entry): boolean {
  if (open.state !== 'waiting' || open.version >= mostVersions) return false
  const [before, now] = [open, wished].map(({ stationId, earliest, latest, ...of }) =>
    JSON.stringify([stationId, earliest, latest, of.durationHours, partyCounts(of.party)]),
  )
  return before !== now
}

function partyCounts({ adults, children, underSix }: Entry['party']) {
  return [adults, children, underSix]
}

function receiptOf(
  station: Station,
  { body, endsAt }: { readonly body: Body; readonly endsAt: Date },
): WaitlistReceipt {
  const { stationId, date, earliest, latest, durationHours, party } = body
  return {
    stationId,
    stationName: station.name,
    timeZone: station.timeZone,
    date,
    earliest,
    latest,
    durationHours,
    partySize: partySize(party),
    endsAt: endsAt.toISOString(),
  }
}
