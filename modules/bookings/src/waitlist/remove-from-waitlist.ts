import type { RouteInput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import { assertVersion } from '../booking/locked-booking.ts'
import type { bookingRoutes, WaitlistRow } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { endWait } from './end-wait.ts'
import { findEntry, lockEntry } from './entry-store.ts'
import { sealLeftReason } from './entry.ts'
import { rowsOnWire } from './entry-on-wire.ts'

type RemoveRoute = (typeof bookingRoutes)['removeFromWaitlist']

/**
 * Takes somebody off the waitlist, by staff who say why; what is held for them is free again.
 * Called again it changes nothing. Throws `bookings.waitIsOver` when it has ended in another way.
 */
export async function removeFromWaitlist(
  ctx: BookingsContext,
  { params, body }: RouteInput<RemoveRoute>,
  parts: Pick<BookingsParts, 'vault' | 'deposits' | 'cache'>,
): Promise<WaitlistRow> {
  ctx.permit('waitlist.manage', params.id)
  await ctx.transaction(async (tx) => {
    const entry = await lockEntry(tx.kysely, ctx.actor, params.id)
    if (!entry) throw requestProblems.notFound()
    if (entry.state === 'left') return
    assertVersion(entry, body.version)
    const key = parts.vault.openDataKey(entry.customerId, entry.customerKey)
    const reason = sealLeftReason(key, entry.id, body.reason)
    await endWait(tx, entry, { ...parts, now: ctx.now(), reason })
  })
  const removed = await findEntry(ctx.kysely, ctx.actor, params.id)
  const [row] = await rowsOnWire(ctx.kysely, removed ? [removed] : [], parts.vault)
  if (!row) throw requestProblems.notFound()
  return row
}
