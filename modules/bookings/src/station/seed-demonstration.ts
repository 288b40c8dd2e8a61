import { systemClock, type Clock } from '@holdfast/kernel/clock'
import { appendEvent } from '@holdfast/kernel/events'
import { newId } from '@holdfast/kernel/ids'
import { withAdvisoryLock, type Database, type Transaction } from '@holdfast/kernel/postgres'
import { stationPrices } from '../price/price-list.ts'
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
    units: 3,
  },
  {
    name: 'Prairie Station',
    area: 'Lakeside, Northfield and the Elms',
    timeZone: 'America/Chicago',
    units: 2,
  },
  {
    name: 'Canyon Station',
    area: 'Canyon, Bayview and the Palms',
    timeZone: 'America/Los_Angeles',
    units: 2,
  },
] as const

const usual = {
  opensAt: '11:00',
  closesAt: '23:00',
  mustEndBy: '01:00',
  slotMinutes: 30,
  noticeHours: 48,
  setupMinutes: 30,
  cleanupMinutes: 15,
  requiredKinds: ['unit'],
  prices: stationPrices('USD'),
  version: 1,
} as const

export interface SeedOptions {
  readonly organisationId: string
  readonly clock?: Clock
}

/**
 * Gives an organisation the stations of the demonstration business, private chefs with a
 * hibachi grill, each unit a chef's team. Does nothing when it has any station already; two at
 * once seed once. Makes no bookings.
 */
export async function seedDemonstration(
  database: Database<unknown>,
  { organisationId, clock = systemClock }: SeedOptions,
): Promise<void> {
  await database.withTypes<BookingsTables>().transaction(async (tx) => {
    await withAdvisoryLock(tx, `bookings:seed:${organisationId}`)
    const existing = await listStationsOf(tx.kysely, organisationId)
    if (existing.length > 0) return
    for (const one of stations) await openStation(tx, one, { organisationId, at: clock.now() })
  })
}

interface Opening {
  readonly organisationId: string
  readonly at: Date
}

async function openStation(
  tx: Transaction<BookingsTables>,
  { units, name, area, timeZone }: (typeof stations)[number],
  { organisationId, at }: Opening,
): Promise<void> {
  const station: Station = { ...usual, id: newId(), organisationId, name, area, timeZone }
  const stationId = station.id
  await insertStation(tx.kysely, station, at)
  for (let number = 1; number <= units; number++) {
    const identity = { id: newId(), stationId, organisationId, createdAt: at }
    const name = `Grill team ${number}`
    await insertResource(tx.kysely, { ...identity, kind: 'unit', name, active: true })
  }
  await appendEvent(tx.withTypes(), {
    type: 'station.created',
    data: { stationId, version: station.version },
    subject: stationId,
    organisationId,
    actorId: 'system',
    correlationId: newId(),
  })
}
