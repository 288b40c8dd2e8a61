import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, Resource } from '../contract.ts'
import { asBookingsProblem } from '../database-problems.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { allSlotsChanged } from '../slots/slot-cache.ts'
import { isBookedAfter, lockResource, saveResource } from './resource-store.ts'
import { given } from './station.ts'

type UpdateRoute = (typeof bookingRoutes)['updateResource']

/**
 * Renames a resource, takes it out of service or puts it back. Throws `bookings.stillBooked` while
 * a booking holds it from now on: a create at the same moment waits for the end of this, and then
 * looks elsewhere.
 */
export async function updateResource(
  ctx: BookingsContext,
  { params, body }: RouteInput<UpdateRoute>,
  { cache }: Pick<BookingsParts, 'cache'>,
): Promise<Resource> {
  ctx.permit('stations.manage', params.id)
  try {
    return await ctx.transaction(async (tx) => {
      const found = await lockResource(tx.kysely, ctx.actor, params.id)
      if (!found) throw problems.unknownResource({ resourceId: params.id })
      const { timeZone: _, ...before } = found
      const resource = { ...before, ...given(body) }
      const goes = before.active && !resource.active
      if (goes && (await isBookedAfter(tx.kysely, resource.id, ctx.now()))) {
        throw problems.stillBooked({ resourceId: resource.id })
      }
      await saveResource(tx.kysely, resource)
      const { id: resourceId, stationId, active } = resource
      await tx.emit('resource.changed', { stationId, resourceId, active }, stationId)
      await allSlotsChanged(tx, cache, stationId)
      return resource
    })
  } catch (error) {
    throw asBookingsProblem(error)
  }
}
