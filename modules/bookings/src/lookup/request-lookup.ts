import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { readReference } from '../booking/reference.ts'
import type { bookingRoutes } from '../contract.ts'
import { emailIndexes } from '../customer/contact.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { insertLookup } from './lookup-store.ts'

type LookupRoute = (typeof bookingRoutes)['requestLookup']

/**
 * Has a link to a booking mailed to the address that it was made with. Whether there is such a
 * booking is looked up behind the answer, so that the answer and its time say nothing.
 */
export async function requestLookup(
  ctx: BookingsContext,
  { body }: RouteInput<LookupRoute>,
  { vault }: Pick<BookingsParts, 'vault'>,
): Promise<RouteOutput<LookupRoute>> {
  const id = ctx.ids()
  await ctx.transaction(async (tx) => {
    await insertLookup(tx.kysely, {
      id,
      organisationId: ctx.organisationId,
      reference: readReference(body.reference),
      emailIndexes: emailIndexes(vault, body.email),
      createdAt: ctx.now(),
    })
    await tx.emit('lookup.requested', { lookupId: id }, id)
  })
  return { text: 'If we know this booking, a link to it is on its way to that address.' }
}
