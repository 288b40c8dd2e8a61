import { defineRoutes, lineOfText, localDate, queryInteger, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { dishesQuery } from './menu.ts'
import { place, travel } from './travel.ts'
import { price, saving } from './price.ts'
import {
  resource,
  resourceKinds,
  slot,
  slotStates,
  station,
  stationBody,
  stationChanges,
} from './station.ts'

const idParams = z.strictObject({ id: uuid })

/** Where to: with it the way is counted in. */
const wayQuery = {
  postalCode: place.shape.postalCode.optional(),
  country: place.shape.country.optional(),
}

const guests = (min: number) => queryInteger({ min, max: 50 })

const stationProblems = [
  'bookings.unknownTimeZone',
  'bookings.unknownCurrency',
  'bookings.badHours',
  'bookings.nameTaken',
] as const

const sentAgain =
  'The same request again is a 409 (`bookings.nameTaken`), or with the same `Idempotency-Key` the first answer again.'

/** Stations, what belongs to them, and their free times. */
export const stationRoutes = defineRoutes({
  listStations: {
    method: 'GET',
    path: '/stations',
    summary: 'Stations that take bookings',
    access: 'public',
    clientTimeoutMs: 15_000,
    cache: { ttlMs: 300_000, staleMs: 86_400_000, tags: ['stations'] },
    responses: {
      200: { description: 'All of them.', schema: z.object({ items: z.array(station) }) },
    },
  },
  createStation: {
    method: 'POST',
    path: '/stations',
    summary: 'Open a station',
    description: `Its name is unique in the business. ${sentAgain}`,
    access: 'operator',
    action: 'stations.create',
    idempotent: 'optional',
    invalidates: ['stations'],
    request: { body: stationBody },
    exampleBody: {
      name: 'Long Island City',
      area: 'Queens and Brooklyn',
      timeZone: 'America/New_York',
      opensAt: '11:00',
      closesAt: '22:00',
      mustEndBy: '00:30',
      currency: 'USD',
    },
    responses: { 201: { description: 'The new station.', schema: station } },
    problems: stationProblems,
  },
  updateStation: {
    method: 'PATCH',
    path: '/stations/:id',
    summary: 'Change a station',
    access: 'operator',
    action: 'stations.manage',
    invalidates: ['stations', 'slots', 'prices'],
    request: { params: idParams, body: stationChanges },
    exampleBody: { closesAt: '22:30', noticeHours: 24 },
    responses: { 200: { description: 'The station as it is now.', schema: station } },
    problems: [...stationProblems, 'bookings.unknownStation'],
  },
  listResources: {
    method: 'GET',
    path: '/stations/:id/resources',
    summary: 'Units, chefs and grills of a station',
    access: 'operator',
    action: 'stations.read',
    clientTimeoutMs: 15_000,
    request: { params: idParams },
    responses: {
      200: { description: 'All of them.', schema: z.object({ items: z.array(resource) }) },
    },
    problems: ['bookings.unknownStation'],
  },
  createResource: {
    method: 'POST',
    path: '/stations/:id/resources',
    summary: 'Add a unit, chef or grill',
    description: `Its name is unique in the station. ${sentAgain}`,
    access: 'operator',
    action: 'stations.manage',
    idempotent: 'optional',
    invalidates: ['slots'],
    request: {
      params: idParams,
      body: z.strictObject({ kind: z.enum(resourceKinds), name: lineOfText({ min: 1, max: 80 }) }),
    },
    exampleBody: { kind: 'chef', name: 'Chef Rosa' },
    responses: { 201: { description: 'The new resource.', schema: resource } },
    problems: ['bookings.unknownStation', 'bookings.nameTaken'],
  },
  updateResource: {
    method: 'PATCH',
    path: '/resources/:id',
    summary: 'Rename a unit, chef or grill, or take it out of service',
    description: 'Out of service only when nothing is booked on it any more.',
    access: 'operator',
    action: 'stations.manage',
    invalidates: ['slots'],
    request: {
      params: idParams,
      body: z.strictObject({
        name: lineOfText({ min: 1, max: 80 }).optional(),
        active: z.boolean().optional(),
      }),
    },
    exampleBody: { active: false },
    responses: { 200: { description: 'The resource as it is now.', schema: resource } },
    problems: ['bookings.unknownResource', 'bookings.nameTaken', 'bookings.stillBooked'],
  },
  listSlots: {
    method: 'GET',
    path: '/stations/:id/slots',
    summary: 'Times that can be booked on one day',
    access: 'public',
    limit: 'search',
    clientTimeoutMs: 15_000,
    cache: { ttlMs: 30_000, tags: ['slots'], persist: false },
    request: {
      params: idParams,
      query: z.strictObject({
        date: localDate.meta({ example: '2030-06-15' }),
        partySize: queryInteger({ min: 1, max: 50 }).prefault(2),
        durationHours: queryInteger({ min: 1, max: 8 }).prefault(2),
        ...wayQuery,
      }),
    },
    responses: {
      200: {
        description: 'The starts of that day. A closed day has none.',
        schema: z.object({
          stationId: uuid,
          date: localDate,
          timeZone: z.string(),
          items: z.array(slot),
        }),
      },
    },
    problems: ['bookings.unknownStation'],
  },
  showCalendar: {
    method: 'GET',
    path: '/stations/:id/calendar',
    summary: 'Free, few, full and closed days of one month',
    access: 'public',
    limit: 'search',
    clientTimeoutMs: 15_000,
    cache: { ttlMs: 30_000, tags: ['slots'], persist: false },
    request: {
      params: idParams,
      query: z.strictObject({
        month: z
          .string()
          .regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'Write the month as 2026-12.')
          .meta({ description: 'YYYY-MM', example: '2030-06' }),
        partySize: queryInteger({ min: 1, max: 50 }).prefault(2),
        durationHours: queryInteger({ min: 1, max: 8 }).prefault(2),
      }),
    },
    responses: {
      200: {
        description: 'Every day of the month.',
        schema: z.object({
          stationId: uuid,
          month: z.string(),
          timeZone: z.string(),
          items: z.array(z.object({ date: localDate, state: z.enum(slotStates) })),
        }),
      },
    },
    problems: ['bookings.unknownStation'],
  },
  showPrice: {
    method: 'GET',
    path: '/stations/:id/price',
    summary: 'What a party would pay',
    description:
      'Also while somebody is still choosing: portions need not fit the party yet, as those of a booking must.',
    access: 'public',
    limit: 'search',
    clientTimeoutMs: 15_000,
    cache: { ttlMs: 1_800_000, tags: ['prices'], persist: false },
    request: {
      params: idParams,
      query: z.strictObject({
        adults: guests(1).meta({ example: 12 }),
        children: guests(0).prefault(0),
        underSix: guests(0).prefault(0),
        ...wayQuery,
        ...dishesQuery,
      }),
    },
    responses: {
      200: {
        description: 'The price with its lines, and what is saved.',
        schema: price.extend({
          savings: z.array(saving).optional(),
          travel: travel.optional(),
        }),
      },
    },
    problems: ['bookings.unknownStation', 'bookings.unknownDish'],
  },
})
