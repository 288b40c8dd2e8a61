import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { endWait } from './end-wait.ts'
import { lockEntry } from './entry-store.ts'
import { wantedOnWire } from './entry-on-wire.ts'
import { entryOfLink } from './leave-link.ts'

type LeaveRoute = (typeof bookingRoutes)['leaveWaitlist']

/**
 * Takes the holder of a mailed link off the list; what is held for them is free again. Called
 * again it changes nothing. Throws `bookings.linkUsed` for a link that is not ours or too old, and
 * `bookings.waitIsOver` when the wait has ended in another way.
 */
export async function leaveWaitlist(
  ctx: BookingsContext,
  { body }: RouteInput<LeaveRoute>,
  { vault, ...parts }: Pick<BookingsParts, 'vault' | 'deposits' | 'cache'>,
): Promise<RouteOutput<LeaveRoute>> {
  const id = entryOfLink(vault, body.token, ctx.now())
  if (id === undefined) throw problems.linkUsed()
  const { organisationId } = ctx
  return ctx.transaction(async (tx) => {
    const entry = await lockEntry(tx.kysely, { organisationId }, id)
    if (!entry) throw problems.linkUsed()
    const isLeft = entry.state === 'left'
    const left = isLeft ? entry : await endWait(tx, entry, { ...parts, now: ctx.now() })
    return { ...wantedOnWire(left), state: left.state }
  })
}
