import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { forgetAnswers } from '@holdfast/kernel/idempotency'
import type { StoredBooking } from '../../booking/booking-store.ts'
import { activeStates } from '../../booking/states.ts'
import type { bookingRoutes } from '../../contract.ts'
import { forDeposits } from '../../deposit/ask-deposits.ts'
import { forgetMails } from '../../jobs.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../../parts.ts'
import { problems } from '../../problems.ts'
import { deleteQuotes } from '../../quote/quote-store.ts'
import { allBookingsOf } from '../bookings-of-customer.ts'
import { emailIndexes } from '../contact.ts'
import { emailOf, requireKey } from '../customer-key.ts'
import { deleteNotes } from '../notes/note-store.ts'
import { lockCustomer, type StoredCustomer } from '../read-customer.ts'
import {
  blankBookings,
  blankWaits,
  deleteLinks,
  deleteLookupsOf,
  destroyKey,
} from './erase-store.ts'
import { traceOf } from './forget-mails.ts'

type EraseRoute = (typeof bookingRoutes)['eraseCustomer']
type Parts = Pick<BookingsParts, 'vault' | 'paymentRecords'>

/**
 * Erases a customer: the key of their data is destroyed, what names or finds them is removed, in
 * one transaction; money stays in the books. Throws `bookings.stillActive` while a booking of
 * theirs is to come, and `bookings.refundUnderWay` while money is to go back to them: who hands it
 * over must still know to whom. Called again it answers when it was.
 */
export async function eraseCustomer(
  ctx: BookingsContext,
  { params }: RouteInput<EraseRoute>,
  parts: Parts,
): Promise<RouteOutput<EraseRoute>> {
  ctx.permit('customers.erase', params.id)
  const now = ctx.now()
  const erasedAt = await ctx.transaction(async (tx) => {
    const customer = await lockCustomer(tx.kysely, ctx.actor, params.id)
    if (customer.erasedAt) return customer.erasedAt
    const bookings = await allBookingsOf(tx.kysely, ctx.actor, customer)
    assertNothingToCome(bookings)
    await assertNothingOwed(tx, { customer, bookings }, parts)
    await erase(tx, { customer, bookings, now }, parts)
    return now
  })
  return { id: params.id, erasedAt: erasedAt.toISOString() }
}

function assertNothingToCome(bookings: readonly StoredBooking[]): void {
  const active = bookings.filter(({ state }) => activeStates.some((one) => one === state))
  if (active.length === 0) return
  const references = active.map(({ reference }) => reference)
  throw problems.stillActive({ bookings: active.map(({ id }) => id) }, { members: { references } })
}

async function assertNothingOwed(
  tx: BookingsTransaction,
  { customer, bookings }: Pick<Erased, 'customer' | 'bookings'>,
  { paymentRecords }: Parts,
): Promise<void> {
  const { organisationId } = customer
  const bookingIds = bookings.map(({ id }) => id)
  const { kysely } = tx.withTypes<unknown>()
  const owed = await paymentRecords.owedBack(kysely, { organisationId, bookingIds })
  if (owed.length === 0) return
  const references = bookings
    .filter(({ id }) => owed.includes(id))
    .map(({ reference }) => reference)
  throw problems.refundUnderWay({ bookings: owed }, { members: { references } })
}

interface Erased {
  readonly customer: StoredCustomer
  readonly bookings: readonly StoredBooking[]
  readonly now: Date
}

async function erase(
  tx: BookingsTransaction,
  { customer, bookings, now }: Erased,
  { vault, paymentRecords }: Parts,
): Promise<void> {
  const { id, organisationId } = customer
  const email = emailOf(requireKey(vault, customer), customer)
  const bookingIds = bookings.map((booking) => booking.id)
  await destroyKey(tx.kysely, customer, now)
  await blankBookings(tx.kysely, customer)
  await blankWaits(tx.kysely, customer, now)
  await deleteNotes(tx.kysely, customer)
  await deleteLinks(tx.kysely, bookingIds)
  await deleteQuotes(tx.kysely, quotesOf(bookings))
  await deleteLookupsOf(tx.kysely, {
    organisationId,
    references: bookings.map(({ reference }) => reference),
    emailIndexes: emailIndexes(vault, email),
  })
  const paid = await paymentRecords.forget(forDeposits(tx), { organisationId, bookingIds })
  const subjects = [id, ...bookingIds, ...paid]
  await forgetAnswers(tx.withTypes<unknown>(), { organisationId, subjects })
  await forgetTheirMails(tx, { trace: traceOf(vault, email), now })
  await tx.emit('customer.erased', { customerId: id, bookings: bookings.length }, id)
}

/** By the index of a quote one could still look for their place. */
function quotesOf(bookings: readonly StoredBooking[]): readonly string[] {
  return bookings.flatMap(({ quoteId }) => quoteId ?? [])
}

// A mail may be on its way while this is decided: it is looked for once more afterwards.
const mailsLastMs = 60_000

async function forgetTheirMails(
  tx: BookingsTransaction,
  { trace, now }: { readonly trace: string; readonly now: Date },
): Promise<void> {
  await tx.enqueue(forgetMails, { trace })
  const startAfter = new Date(now.getTime() + mailsLastMs)
  await tx.enqueue(forgetMails, { trace }, { startAfter })
}
