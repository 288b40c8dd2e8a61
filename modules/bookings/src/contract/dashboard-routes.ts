import { defineRoutes, instant, localDate, money, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { bookingStates } from './booking.ts'
import { wallTime } from './time.ts'

const figures = z.object({
  from: localDate,
  to: localDate,
  bookings: z.record(z.enum(bookingStates), z.int()).meta({ description: 'How many, by state.' }),
  guests: z.int().meta({ description: 'Of what is held, confirmed, under way or completed.' }),
  booked: z.array(money).meta({ description: 'What these come to; one amount a currency.' }),
  collected: z.array(money).meta({ description: 'Paid and not given back, of all bookings.' }),
  depositsDue: z.object({ count: z.int(), amounts: z.array(money) }),
  allocatedHours: z.number().meta({ description: 'Of units, with setup, way and cleanup.' }),
  openHours: z.number().meta({ description: 'Opening hours times units in service.' }),
  utilisation: z.number().nullable().meta({
    description: 'The former of the latter; above 1 when evenings last longer. Null: no units.',
  }),
})

const stationFigures = z.object({
  stationId: uuid,
  stationName: z.string(),
  timeZone: z.string(),
  today: figures,
  week: figures,
})

const nextBooking = z.object({
  id: uuid,
  reference: z.string(),
  name: z.string(),
  stationId: uuid,
  stationName: z.string(),
  startsAt: instant,
  date: localDate,
  time: wallTime,
  timeZone: z.string(),
  partySize: z.int(),
  state: z.enum(bookingStates),
})

export const dashboard = z.object({
  asOf: instant.meta({ description: 'When the figures were made; up to 30 seconds ago.' }),
  stations: z.array(stationFigures),
  next: z.array(nextBooking).meta({ description: 'The next ten, as they stand now.' }),
})
export type Dashboard = z.output<typeof dashboard>

/** The day and the week at a glance. */
export const dashboardRoutes = defineRoutes({
  showDashboard: {
    method: 'GET',
    path: '/dashboard',
    summary: 'Today and this week, station by station',
    description:
      'Days are those of each station’s calendar, weeks begin on Monday. Figures may be 30 seconds old.',
    access: 'operator',
    action: 'dashboard.read',
    clientTimeoutMs: 15_000,
    responses: { 200: { description: 'The figures.', schema: dashboard } },
  },
})
