import type { Context } from '@holdfast/kernel/module'
import { withAdvisoryLock } from '@holdfast/kernel/postgres'
import type { Kysely } from 'kysely'
import { usualNoticeHours } from '../contract.ts'
import { stationMenu, stationPolicies, stationPrices } from '../price/price-list.ts'
import { insertResource } from './resource-store.ts'
import { insertStation, listStationsOf } from './station-store.ts'
import type { BookingsTables } from '../tables.ts'
import type { Station } from './station.ts'

export const demonstrationName = 'Ember & Oak'

const stations = [
  {
    name: 'Harbor Station',
    area: 'Harbor, Old Mill and the Quays',
    timeZone: 'America/New_York',
    base: '10004',
    units: 3,
  },
  {
    name: 'Prairie Station',
    area: 'Lakeside, Northfield and the Elms',
    timeZone: 'America/Chicago',
    base: '60601',
    units: 2,
  },
  {
    name: 'Canyon Station',
    area: 'Canyon, Bayview and the Palms',
    timeZone: 'America/Los_Angeles',
    base: '90012',
    units: 2,
  },
] as const

/** What the demonstration asks when booking, in cents. */
const demonstrationDeposit = 100_00

const prices = stationPrices('USD', undefined, demonstrationDeposit)

const usual = {
  opensAt: '11:00',
  closesAt: '23:00',
  mustEndBy: '01:00',
  slotMinutes: 30,
  noticeHours: usualNoticeHours,
  setupMinutes: 30,
  cleanupMinutes: 15,
  requiredKinds: ['unit'],
  prices,
  menu: stationMenu(prices),
  offerVersion: 1,
  policies: stationPolicies(prices),
  version: 1,
} as const

/**
 * Gives the organisation of `ctx` the stations of the demonstration business, private chefs with
 * a hibachi grill, each unit a chef's team. Does nothing when it has any station already; two at
 * once seed once. Makes no bookings.
 */
export async function seedDemonstration(ctx: Context<unknown>): Promise<void> {
  ctx.permit('stations.create')
  await ctx.transaction(async (tx) => {
    const { kysely } = tx.withTypes<BookingsTables>()
    await withAdvisoryLock(tx, `bookings:seed:${ctx.organisationId}`)
    const existing = await listStationsOf(kysely, ctx.actor)
    if (existing.length > 0) return
    for (const one of stations) {
      const stationId = await openStation(ctx, kysely, one)
      await tx.emit('station.created', { stationId, version: usual.version }, stationId)
    }
  })
}

async function openStation(
  ctx: Pick<Context<unknown>, 'ids' | 'now' | 'organisationId'>,
  db: Kysely<BookingsTables>,
  { units, name, area, timeZone, base }: (typeof stations)[number],
): Promise<string> {
  const { organisationId } = ctx
  const station: Station = {
    ...usual,
    id: ctx.ids(),
    organisationId,
    name,
    area,
    timeZone,
    base: { country: 'US', postalCode: base },
  }
  await insertStation(db, station, ctx.now())
  for (let number = 1; number <= units; number++) {
    await insertResource(db, {
      id: ctx.ids(),
      stationId: station.id,
      organisationId,
      kind: 'unit',
      name: `Grill team ${number}`,
      active: true,
      createdAt: ctx.now(),
    })
  }
  return station.id
}
