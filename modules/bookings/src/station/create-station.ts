import type { RouteInput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import type { bookingRoutes, Station as StationOnWire } from '../contract.ts'
import { asBookingsProblem } from '../database-problems.ts'
import type { BookingsContext } from '../parts.ts'
import { stationMenu, stationPolicies, stationPrices } from '../price/price-list.ts'
import { insertStation } from './station-store.ts'
import { assertHours, given, stationOnWire, type Station } from './station.ts'

type CreateRoute = (typeof bookingRoutes)['createStation']

/**
 * Opens a station. Not for who is limited to some: a new one is none of them. Throws
 * `bookings.nameTaken` when the business has one of that name.
 */
export async function createStation(
  ctx: BookingsContext,
  { body }: RouteInput<CreateRoute>,
): Promise<StationOnWire> {
  ctx.permit('stations.create')
  if (ctx.actor.scope !== undefined) throw requestProblems.forbidden({ reason: 'scope' })
  const { currency, prices, deposit, policies, ...rules } = body
  const priceList = stationPrices(currency, prices, deposit)
  const station: Station = {
    ...rules,
    id: ctx.ids(),
    organisationId: ctx.organisationId,
    prices: priceList,
    menu: stationMenu(priceList),
    offerVersion: 1,
    policies: stationPolicies(priceList, given(policies)),
    setupMinutes: 30,
    cleanupMinutes: 15,
    requiredKinds: ['unit'],
    version: 1,
  }
  assertHours(station)
  await keep(ctx, station)
  return stationOnWire(station)
}

async function keep(ctx: BookingsContext, station: Station): Promise<void> {
  try {
    await ctx.transaction(async (tx) => {
      await insertStation(tx.kysely, station, ctx.now())
      await tx.emit('station.created', { stationId: station.id, version: 1 }, station.id)
    })
  } catch (error) {
    throw asBookingsProblem(error)
  }
}
