import { createBookingsModule } from '@holdfast/bookings'
import { bookingRoutes } from '@holdfast/bookings/contract'
import { createCache } from '@holdfast/kernel/cache'
import { systemClock as clock } from '@holdfast/kernel/clock'
import { createVault } from '@holdfast/kernel/crypto'
import type { Route, RouteInput } from '@holdfast/kernel/contract'
import { newId } from '@holdfast/kernel/ids'
import { createLog } from '@holdfast/kernel/log'
import { createContext, systemActor, type Module } from '@holdfast/kernel/module'
import {
  createDatabase,
  createListener,
  kernelMigrations,
  type MigrationModule,
} from '@holdfast/kernel/postgres'
import { watchedVault } from './divided-time.ts'

const log = createLog({ level: 'silent', service: 'bench', version: '0', role: 'bench' })
const organisationId = newId()

/** A time that can be booked once at a station with one team. */
export interface Evening {
  readonly stationId: string
  readonly date: string
  readonly time: string
}

/** The service's own bookings, by its verbs and without HTTP. */
export interface Business extends AsyncDisposable {
  /** The id of a booking; throws when the time is taken. */
  book(evening: Evening): Promise<string>
  /** A station with one team, and evenings of it that do not touch each other, without end. */
  openStation(): Promise<() => Evening>
}

const masterKey = { id: 'bench', key: Buffer.alloc(32, 7) }
const vault = watchedVault(createVault({ current: masterKey, previous: [] }))
const mailer = { send: async () => undefined }

function moduleWith(cache?: ReturnType<typeof createCache>): Module {
  const common = { vault, mailer, publicUrl: 'http://localhost' }
  return createBookingsModule(cache ? { ...common, cache } : common)
}

export const migrations: readonly MigrationModule[] = [
  kernelMigrations,
  { name: 'bookings', folder: moduleWith().migrations ?? '' },
]

export function openBusiness(connectionString: string): Business {
  const database = createDatabase({ connectionString, applicationName: 'bench', poolSize: 16, log })
  const listener = createListener({ connectionString, log })
  const module = moduleWith(createCache({ clock, log, listener }))

  async function run(route: object, input: Input): Promise<string> {
    const bound = module.routes.find((one) => one.route === route)
    if (!bound) throw new Error('no such route')
    const actor = systemActor(organisationId)
    const ctx = createContext({ database, actor, correlationId: newId(), log, ids: newId, clock })
    return idOf(await bound.run(ctx, asParsed(input)))
  }

  return {
    async book(evening) {
      const body = bookingRoutes.createBooking.request.body.parse(bodyOf(evening))
      return run(bookingRoutes.createBooking, { body })
    },
    async openStation() {
      const stationId = await run(bookingRoutes.createStation, { body: stationBody() })
      const body = { kind: 'unit', name: 'Team' }
      await run(bookingRoutes.createResource, { params: { id: stationId }, body })
      return eveningsOf(stationId)
    },
    async [Symbol.asyncDispose]() {
      await listener.close()
      await database.close()
    },
  }
}

interface Input {
  readonly params?: object
  readonly body: unknown
}

function asParsed({ params, body }: Input): RouteInput<Route> {
  // Every body here was made by the schema of its route.
  return { params, body, query: undefined } as RouteInput<Route>
}

function idOf(made: unknown): string {
  if (typeof made === 'object' && made !== null && 'id' in made) return String(made.id)
  throw new Error('nothing was made')
}

function stationBody() {
  return bookingRoutes.createStation.request.body.parse({
    name: `Station ${newId()}`,
    area: 'Town',
    timeZone: 'America/New_York',
    opensAt: '11:00',
    closesAt: '23:00',
    mustEndBy: '01:00',
    currency: 'USD',
  })
}

const times = ['11:00', '14:00', '17:00', '20:00'] as const

function eveningsOf(stationId: string): () => Evening {
  let count = 0
  const firstDay = Date.now() + 10 * 86_400_000
  return () => {
    const day = new Date(firstDay + Math.floor(count / times.length) * 86_400_000)
    const time = times[count++ % times.length] ?? '11:00'
    return { stationId, date: day.toISOString().slice(0, 10), time }
  }
}

function bodyOf({ stationId, date, time }: Evening) {
  return {
    stationId,
    startsAt: { date, time },
    party: { adults: 8, children: 2 },
    contact: { name: 'Ada Lovelace', email: `${newId()}@example.com`, phone: '+1 415 555 2671' },
    venue: { line1: '1 Pier Road', city: 'New York', postalCode: '10001', country: 'US' },
    allergens: ['nuts'],
  }
}
