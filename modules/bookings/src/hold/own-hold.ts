import type { DataKey } from '@holdfast/kernel/crypto'
import type { Booking } from '../booking/booking.ts'
import { lockBooking, saveBooking, type StoredBooking } from '../booking/booking-store.ts'
import type { Draft } from '../booking/draft.ts'
import { openDetails, sealDetails } from '../booking/private-details.ts'
import { nextVersion } from '../booking/states.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { tracesOf } from './hold-limit.ts'
import { findOwnHold } from './hold-store.ts'

/**
 * The open hold of the same customer, by e-mail, phone and venue, for the same time, with what
 * they have now told us about the evening: whoever goes back from paying and changes the number
 * of guests means the same booking. The deposit asked and its end stay as they are. Knowing an
 * e-mail address alone opens nobody's hold.
 */
export async function takeUpOwnHold(
  ctx: BookingsContext,
  draft: Draft,
  { vault }: Pick<BookingsParts, 'vault'>,
): Promise<Booking | undefined> {
  if (draft.state !== 'pending') return undefined
  const { stationId, startsAt, durationHours } = draft
  const sought = { ...tracesOf(draft, vault), stationId, startsAt, durationHours }
  const held = await findOwnHold(ctx.kysely, sought)
  if (!held) return undefined
  return ctx.transaction(async (tx) => {
    const locked = await lockBooking(tx.kysely, { organisationId: ctx.organisationId }, held.id)
    if (locked?.state !== 'pending') return undefined
    const key = vault.openDataKey(locked.customerId, locked.customerKey)
    if (!isRetold(locked, draft, key)) return locked
    const told = retold(locked, draft, key)
    await saveBooking(tx.kysely, told)
    await tx.emit('booking.changed', { bookingId: told.id, version: told.version }, told.id)
    return told
  })
}

function retold(locked: StoredBooking, draft: Draft, key: DataKey): StoredBooking {
  return {
    ...nextVersion(locked, draft.createdAt),
    party: draft.party,
    price: { ...draft.price, deposit: locked.price.deposit },
    offerVersion: draft.offerVersion,
    menu: draft.menu,
    quoteId: draft.quoteId,
    sealed: sealDetails(key, locked.id, draft.details),
  }
}

// Sealed anew the same text looks different, so what was told is compared opened.
function isRetold(locked: StoredBooking, draft: Draft, key: DataKey): boolean {
  const before = openDetails(key, locked.id, locked.sealed)
  return (
    JSON.stringify([
      locked.party,
      locked.menu,
      locked.quoteId,
      before.venue,
      before.allergens,
      before.specialRequests,
    ]) !==
    JSON.stringify([
      draft.party,
      draft.menu,
      draft.quoteId,
      draft.details.venue,
      draft.details.allergens,
      draft.details.specialRequests,
    ])
  )
}
