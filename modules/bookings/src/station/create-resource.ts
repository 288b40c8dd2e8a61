import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, Resource } from '../contract.ts'
import { asBookingsProblem } from '../database-problems.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { allSlotsChanged } from '../slots/slot-cache.ts'
import { insertResource } from './resource-store.ts'
import { findStation } from './station-store.ts'

type CreateRoute = (typeof bookingRoutes)['createResource']

/** Adds a unit, chef or grill. Throws `bookings.nameTaken` when the station has one so named. */
export async function createResource(
  ctx: BookingsContext,
  { params, body }: RouteInput<CreateRoute>,
  { cache }: Pick<BookingsParts, 'cache'>,
): Promise<Resource> {
  ctx.permit('stations.manage', params.id)
  const resource: Resource = { ...body, id: ctx.ids(), stationId: params.id, active: true }
  try {
    await ctx.transaction(async (tx) => {
      const { organisationId } = await findStation(tx.kysely, ctx.actor, params.id)
      await insertResource(tx.kysely, { ...resource, organisationId, createdAt: ctx.now() })
      const data = { stationId: params.id, resourceId: resource.id }
      await tx.emit('resource.created', data, params.id)
      await allSlotsChanged(tx, cache, params.id)
    })
  } catch (error) {
    throw asBookingsProblem(error)
  }
  return resource
}
