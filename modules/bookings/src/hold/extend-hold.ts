import { saveBooking, type StoredBooking } from '../booking/booking-store.ts'
import { nextVersion } from '../booking/states.ts'
import { forDeposits } from '../deposit/ask-deposits.ts'
import type { Deposit, Deposits } from '../deposit/deposits.ts'
import type { BookingsTransaction } from '../parts.ts'
import { holdEndsAt, type HoldKind } from '../policies/hold.ts'
import { findStation } from '../station/station-store.ts'

const kinds: Readonly<Partial<Record<Deposit['state'], HoldKind>>> = {
  processing: 'processing',
  awaitingOffline: 'manual',
}

/** Holds on to a locked pending booking for as long as its way of paying needs. */
export async function extendHold(
  tx: BookingsTransaction,
  { booking, deposit }: { readonly booking: StoredBooking; readonly deposit: Deposit },
  { deposits, now }: { readonly deposits: Deposits; readonly now: Date },
): Promise<void> {
  const kind = kinds[deposit.state]
  const { id: bookingId, organisationId, createdAt, startsAt, policies, holdExpiresAt } = booking
  if (!kind || !holdExpiresAt) return
  const { noticeHours } = await findStation(tx.kysely, { organisationId }, booking.stationId)
  const asked = { now, createdAt, startsAt, noticeHours, policies, current: holdExpiresAt }
  const endsAt = holdEndsAt(kind, asked)
  if (endsAt <= holdExpiresAt) return
  const extended = { ...nextVersion(booking, now), holdExpiresAt: endsAt }
  await saveBooking(tx.kysely, extended)
  await deposits.extend(forDeposits(tx), { organisationId, bookingId, dueBy: endsAt, now })
  await tx.emit('booking.holdExtended', { bookingId, version: extended.version }, bookingId)
}
