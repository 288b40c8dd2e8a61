import { isRefusedByBookings } from '../booking/explain-refusal.ts'
import { lockBooking, markDepositSettled, type StoredBooking } from '../booking/booking-store.ts'
import { retakeRoom, type RetakeOptions } from '../booking/retake-room.ts'
import { extendHold } from '../hold/extend-hold.ts'
import type { BookingsTransaction } from '../parts.ts'
import { depositOf, forDeposits } from './ask-deposits.ts'
import { confirmPaid } from './confirm-paid.ts'
import { leftOf, type Deposit } from './deposits.ts'

/**
 * Brings a booking in line with how its deposit stands: paid in time it is confirmed; paid late it
 * is confirmed when its time is still free, else the money goes back at once; being processed, the
 * hold lasts longer. Asks how things are instead of what was told, so doubled, late and reordered
 * messages all lead to the same.
 */
export async function followDeposit(
  tx: BookingsTransaction,
  of: { readonly bookingId: string; readonly organisationId: string },
  options: RetakeOptions,
): Promise<void> {
  const booking = await lockBooking(tx.kysely, of, of.bookingId)
  const deposit = booking && (await depositOf(options.deposits, tx.kysely, booking))
  if (!deposit) return
  if (deposit.paid.amount > 0) {
    if (booking.depositSettledAt === null) await takePaid(tx, { booking, deposit }, options)
    return
  }
  if (booking.state === 'pending') await extendHold(tx, { booking, deposit }, options)
}

interface Paid {
  readonly booking: StoredBooking
  readonly deposit: Deposit
}

async function takePaid(
  tx: BookingsTransaction,
  paid: Paid,
  options: RetakeOptions,
): Promise<void> {
  const { booking } = paid
  switch (booking.state) {
    case 'pending':
      return confirmPaid(tx, booking, options.now)
    case 'expired':
      if (booking.customerKey && (await isConfirmedAgain(tx, booking, options))) return
      return giveBack(tx, paid, options)
    case 'cancelled':
      return giveBack(tx, paid, options)
    default:
      // Confirmed by staff before the money came, or already over: it is theirs to keep.
      return markDepositSettled(tx.kysely, booking, options.now)
  }
}

/** False when the time has begun or is somebody else's by now; then nothing was done. */
async function isConfirmedAgain(
  tx: BookingsTransaction,
  booking: StoredBooking,
  options: RetakeOptions,
): Promise<boolean> {
  if (options.now >= booking.startsAt) return false
  try {
    await tx.nested(async (inner) => {
      await retakeRoom(inner, booking, options)
      await confirmPaid(inner, booking, options.now)
    })
    return true
  } catch (error) {
    if (isRefusedByBookings(error)) return false
    throw error
  }
}

/** All of it: nothing was given for it. */
async function giveBack(
  tx: BookingsTransaction,
  { booking, deposit }: Paid,
  { deposits, now }: RetakeOptions,
): Promise<void> {
  const { id: bookingId, organisationId, version } = booking
  const amount = leftOf(deposit)
  await markDepositSettled(tx.kysely, booking, now)
  if (amount === 0) return
  await deposits.refund(forDeposits(tx), {
    organisationId,
    bookingId,
    amount: { ...deposit.paid, amount },
    reason: 'late',
    cause: `late:${bookingId}`,
    now,
  })
  await tx.emit('booking.depositReturned', { bookingId, version, refundMinor: amount }, bookingId)
}
