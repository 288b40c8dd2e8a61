import type { RouteInput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import { releaseAllocations } from '../allocation/allocation-store.ts'
import type { BookingDetail, bookingRoutes } from '../contract.ts'
import { depositOf, forDeposits } from '../deposit/ask-deposits.ts'
import type { Deposit } from '../deposit/deposits.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { refundOf, type Refund, type RefundOverride } from '../policies/refund.ts'
import { problems } from '../problems.ts'
import { slotsChanged, timeLetGo } from '../slots/slot-cache.ts'
import { assertAllowed } from './allowed.ts'
import { detailOf } from './booking-detail.ts'
import { saveBooking, type StoredBooking } from './booking-store.ts'
import { assertVersion, judgingOf, lockedBooking } from './locked-booking.ts'
import { viewerOf } from './onlooker.ts'
import { sealCancelReason } from './private-details.ts'
import { move } from './states.ts'

type CancelRoute = (typeof bookingRoutes)['cancelBooking']
type Body = RouteInput<CancelRoute>['body']

/**
 * Cancels a booking, frees what it held and gives back of the deposit what the policy says, in
 * one transaction. A guest may until the start (`bookings.tooLate` after it), staff until it is
 * completed, and staff alone may decide about the refund themselves, with a reason. With
 * `unlessPaying` it throws `bookings.paymentUnderWay` where money is on its way. Called again it changes nothing and answers the cancelled booking.
 */
export async function cancelBooking(
  ctx: BookingsContext,
  { params, body }: RouteInput<CancelRoute>,
  parts: Pick<BookingsParts, 'vault' | 'staff' | 'deposits' | 'cache'>,
): Promise<BookingDetail> {
  ctx.permit('bookings.cancel', params.id)
  assertMayOverride(ctx, body)
  await ctx.transaction(async (tx) => {
    const booking = await lockedBooking(ctx, tx, params.id)
    if (booking.state === 'cancelled') return
    assertVersion(booking, body.version)
    assertAllowed('cancel', booking, judgingOf(ctx))
    const deposit = await depositOf(parts.deposits, tx.kysely, booking)
    if (body.unlessPaying) assertNobodyPays(deposit)
    const refund = deposit && refundOf(booking, deposit, { now: ctx.now(), override: body.refund })
    assertAsShown(refund, body.expectedRefund)
    const sealed = {
      ...booking.sealed,
      cancel_reason: reasonFor(parts.vault, booking, body.reason),
    }
    const hasPaid = deposit !== undefined && deposit.paid.amount > 0
    const cancelled = {
      ...move(booking, 'cancelled', ctx.now()),
      sealed,
      depositSettledAt: hasPaid ? ctx.now() : booking.depositSettledAt,
    }
    await saveBooking(tx.kysely, cancelled)
    await releaseAllocations(tx.kysely, booking.id, ctx.now())
    await settleDeposit(tx, cancelled, { deposits: parts.deposits, deposit, refund })
    await emitCancelled(tx, cancelled, { refund, ...whoseWish(ctx, booking) })
    await slotsChanged(tx, parts.cache, timeLetGo(booking))
  })
  return detailOf(ctx, params.id, parts)
}

/** Throws unless nothing but the policy decides, or staff do and say why. */
export function assertMayOverride(
  ctx: BookingsContext,
  {
    refund,
    reason,
  }: { readonly refund?: RefundOverride | undefined; readonly reason?: string | undefined },
): void {
  if (refund === undefined) return
  if (viewerOf(ctx.actor) === 'guest') throw requestProblems.forbidden({ refund })
  if (!reason) throw needsReason()
}

/** `bookings.needsReason`, at its field. */
export function needsReason(): Error {
  const text = problems.needsReason.definition.say
  return problems.needsReason({}, { errors: [{ path: 'reason', code: 'needsReason', text }] })
}

const underWay: ReadonlySet<Deposit['state']> = new Set(['processing', 'awaitingOffline'])

/** Throws `bookings.paymentUnderWay` while money is on its way: cancelling would end that. */
function assertNobodyPays(deposit: Deposit | undefined): void {
  if (deposit && underWay.has(deposit.state))
    throw problems.paymentUnderWay({ state: deposit.state })
}

function assertAsShown(refund: Refund | undefined, expected: number | undefined): void {
  const amount = refund?.refund.amount ?? 0
  if (expected === undefined || expected === amount) return
  throw problems.refundChanged({ expected, amount }, { members: { refund: refund?.refund } })
}

interface Settling extends Pick<BookingsParts, 'deposits'> {
  readonly deposit: Deposit | undefined
  readonly refund: Refund | undefined
}

async function settleDeposit(
  tx: BookingsTransaction,
  { id: bookingId, organisationId, changedAt: now }: StoredBooking,
  { deposits, deposit, refund }: Settling,
): Promise<void> {
  if (!deposit) return
  const of = { organisationId, bookingId, now }
  await deposits.close(forDeposits(tx), of)
  if (!refund || refund.refund.amount === 0) return
  const why = { amount: refund.refund, reason: 'cancelled', cause: `cancelled:${bookingId}` }
  await deposits.refund(forDeposits(tx), { ...of, ...why })
}

function emitCancelled(
  tx: BookingsTransaction,
  { id, version }: StoredBooking,
  { refund, ...rest }: { readonly refund: Refund | undefined } & Wish,
) {
  const money = refund
    ? { refundMinor: refund.refund.amount, keptMinor: refund.kept.amount, rule: refund.rule }
    : {}
  return tx.emit('booking.cancelled', { bookingId: id, version, ...money, ...rest }, id)
}

interface Wish {
  readonly declined?: boolean
  readonly byBusiness?: boolean
}

/** What the mail about it depends on. */
function whoseWish(ctx: BookingsContext, booking: StoredBooking): Wish {
  if (viewerOf(ctx.actor) === 'staff') return { byBusiness: true }
  return isDeclined(ctx, booking) ? { declined: true } : {}
}

/** Whether a guest does without a time that was offered to them, and needs no mail about that. */
function isDeclined(ctx: BookingsContext, { state, waitlistEntryId }: StoredBooking): boolean {
  return viewerOf(ctx.actor) === 'guest' && state === 'pending' && waitlistEntryId !== null
}

function reasonFor(
  vault: BookingsParts['vault'],
  booking: StoredBooking,
  reason: Body['reason'],
): Buffer | null {
  const key = vault.openDataKey(booking.customerId, booking.customerKey)
  return sealCancelReason(key, booking.id, reason)
}
