/* oxlint-disable max-lines -- one table of routes with its shapes, read from top to bottom */
import {
  defineRoutes,
  instant,
  lineOfText,
  localDate,
  money,
  pageOf,
  pageQuery,
  textBlock,
  uuid,
} from '@holdfast/kernel/contract'
import { z } from 'zod'

export const bookingStates = [
  'pending',
  'confirmed',
  'seated',
  'completed',
  'cancelled',
  'expired',
  'no_show',
] as const
export type BookingState = (typeof bookingStates)[number]

/** `9:30` and `09:30` are the same time; the answer always says `09:30`. */
export const wallTime = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Write the time as HH:MM, such as 18:30.')
  .overwrite((time) => time.padStart(5, '0'))

const guests = z.coerce.number().int().min(0).max(50)

/** Who comes. Children are 6 to 12 years old. Together 1 to 50, at least one of them adult. */
export const party = z
  .strictObject({
    adults: z.int().min(1).max(50),
    children: z.int().min(0).max(49).default(0),
    underSix: z.int().min(0).max(49).default(0),
  })
  .refine((value) => value.adults + value.children + value.underSix <= 50, {
    message: 'A party has at most 50 guests. For more, please call us.',
  })
export type Party = z.output<typeof party>

export const contact = z.strictObject({
  name: lineOfText({ min: 1, max: 100 }),
  email: z
    .string()
    .trim()
    .max(254)
    .pipe(z.email('Write an e-mail address, such as ada@example.com.')),
  phone: z
    .string()
    .max(40)
    .meta({ description: 'International (+1 415 555 2671) or a number of the United States.' }),
})
export type Contact = z.output<typeof contact>

export const venue = z.strictObject({
  line1: lineOfText({ min: 1, max: 120 }),
  line2: lineOfText({ max: 120 }).optional(),
  city: lineOfText({ min: 1, max: 80 }),
  region: lineOfText({ max: 80 }).optional(),
  postalCode: lineOfText({ min: 2, max: 16 }),
  country: z.string().regex(/^[A-Z]{2}$/, 'Use the two-letter code of the country, such as US.'),
})
export type Venue = z.output<typeof venue>

export const createBookingBody = z.strictObject({
  stationId: uuid,
  startsAt: z.strictObject({ date: localDate, time: wallTime }),
  durationHours: z.int().min(1).max(8).default(2),
  party,
  contact,
  venue,
  specialRequests: textBlock({ max: 500 }).optional(),
  allergens: z
    .array(lineOfText({ min: 1, max: 60 }))
    .max(20)
    .default([]),
})

/** What a client sends to book. */
export type CreateBooking = z.input<typeof createBookingBody>

export const station = z.object({
  id: uuid,
  name: z.string(),
  area: z.string(),
  timeZone: z.string(),
  opensAt: wallTime,
  closesAt: wallTime,
  mustEndBy: wallTime.meta({ description: 'May be earlier than opensAt: the next morning.' }),
  slotMinutes: z.int(),
  noticeHours: z.int(),
  currency: z.string(),
})
export type Station = z.output<typeof station>

export const slotStates = ['free', 'few', 'full', 'closed'] as const

export const slot = z.object({
  startsAt: instant,
  date: localDate,
  time: wallTime,
  endsAt: instant,
  state: z.enum(['free', 'few', 'full']),
})
export type Slot = z.output<typeof slot>

const priceLine = z.object({
  label: z.string(),
  quantity: z.int(),
  unit: money,
  amount: money,
})

export const price = z.object({ lines: z.array(priceLine), total: money, deposit: money })
export type Price = z.output<typeof price>

const actionState = z.object({
  allowed: z.boolean(),
  reason: z.string().optional().meta({ description: 'Why not, in words for a person.' }),
})

const bookingFacts = {
  id: uuid,
  reference: z.string(),
  state: z.enum(bookingStates),
  stationId: uuid,
  stationName: z.string(),
  timeZone: z.string(),
  startsAt: instant,
  endsAt: instant,
  date: localDate,
  time: wallTime,
  durationHours: z.int(),
  party,
  partySize: z.int(),
  price,
  notices: z.array(z.string()),
  actions: z.object({ cancel: actionState }),
  createdAt: instant,
  version: z.int(),
}

/** What the person who has just booked gets: no personal data, and the key to come back. */
export const bookingReceipt = z.object({ ...bookingFacts, accessToken: z.string() })
export type BookingReceipt = z.output<typeof bookingReceipt>

const timelineEntry = z.object({ at: instant, type: z.string(), by: z.string() })

export const bookingDetail = z.object({
  ...bookingFacts,
  contact,
  venue,
  specialRequests: z.string().optional(),
  allergens: z.array(z.string()),
  cancelReason: z.string().optional(),
  timeline: z.array(timelineEntry),
})
export type BookingDetail = z.output<typeof bookingDetail>

/** A row of the operators' list. */
export const bookingRow = z.object({ ...bookingFacts, name: z.string() })
export type BookingRow = z.output<typeof bookingRow>

export const alternative = z.object({ startsAt: instant, date: localDate, time: wallTime })
export type Alternative = z.output<typeof alternative>

export const resourceKinds = ['unit', 'chef', 'grill'] as const

export const resource = z.object({
  id: uuid,
  stationId: uuid,
  kind: z.enum(resourceKinds),
  name: z.string(),
  active: z.boolean(),
})
export type Resource = z.output<typeof resource>

const minorUnits = z.int().min(0).max(100_000_000)

/** In the currency's smallest unit. */
const pricesBody = z.strictObject({
  adult: minorUnits,
  child: minorUnits,
  underSix: minorUnits,
  minimum: minorUnits,
})

const idParams = z.strictObject({ id: uuid })

const stationFields = z.strictObject({
  name: lineOfText({ min: 1, max: 80 }),
  area: lineOfText({ min: 1, max: 120 }),
  timeZone: lineOfText({ min: 1, max: 60 }),
  opensAt: wallTime,
  closesAt: wallTime,
  mustEndBy: wallTime,
  slotMinutes: z.int().min(5).max(240),
  noticeHours: z.int().min(0).max(720),
  currency: z.string().regex(/^[A-Z]{3}$/),
  prices: pricesBody.meta({ description: 'The usual prices when absent.' }),
})

const stationBody = stationFields.extend({
  slotMinutes: stationFields.shape.slotMinutes.default(30),
  noticeHours: stationFields.shape.noticeHours.default(48),
  prices: stationFields.shape.prices.optional(),
})

// Without the defaults above: what is not sent stays as it is.
const stationChanges = stationFields.partial()

const stationProblems = [
  'bookings.unknownTimeZone',
  'bookings.unknownCurrency',
  'bookings.badHours',
  'bookings.nameTaken',
] as const

/** The routes of bookings, below `/api/v1`. */
export const bookingRoutes = defineRoutes({
  listStations: {
    method: 'GET',
    path: '/stations',
    summary: 'Stations that take bookings',
    access: 'public',
    responses: {
      200: { description: 'All of them.', schema: z.object({ items: z.array(station) }) },
    },
  },
  createStation: {
    method: 'POST',
    path: '/stations',
    summary: 'Open a station',
    access: 'operator',
    idempotent: 'optional',
    request: { body: stationBody },
    responses: { 201: { description: 'The new station.', schema: station } },
    problems: stationProblems,
  },
  updateStation: {
    method: 'PATCH',
    path: '/stations/:id',
    summary: 'Change a station',
    access: 'operator',
    request: { params: idParams, body: stationChanges },
    responses: { 200: { description: 'The station as it is now.', schema: station } },
    problems: [...stationProblems, 'bookings.unknownStation'],
  },
  listResources: {
    method: 'GET',
    path: '/stations/:id/resources',
    summary: 'Units, chefs and grills of a station',
    access: 'operator',
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
    access: 'operator',
    idempotent: 'optional',
    request: {
      params: idParams,
      body: z.strictObject({ kind: z.enum(resourceKinds), name: lineOfText({ min: 1, max: 80 }) }),
    },
    responses: { 201: { description: 'The new resource.', schema: resource } },
    problems: ['bookings.unknownStation', 'bookings.nameTaken'],
  },
  listSlots: {
    method: 'GET',
    path: '/stations/:id/slots',
    summary: 'Times that can be booked on one day',
    access: 'public',
    limit: 'search',
    request: {
      params: idParams,
      query: z.strictObject({
        date: localDate,
        partySize: z.coerce.number().int().min(1).max(50).default(2),
        durationHours: z.coerce.number().int().min(1).max(8).default(2),
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
    request: {
      params: idParams,
      query: z.strictObject({
        month: z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, 'Write the month as 2026-12.'),
        partySize: z.coerce.number().int().min(1).max(50).default(2),
        durationHours: z.coerce.number().int().min(1).max(8).default(2),
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
    access: 'public',
    limit: 'search',
    request: {
      params: idParams,
      query: z.strictObject({
        adults: guests.min(1),
        children: guests.default(0),
        underSix: guests.default(0),
      }),
    },
    responses: { 200: { description: 'The price with its lines.', schema: price } },
    problems: ['bookings.unknownStation'],
  },
  createBooking: {
    method: 'POST',
    path: '/bookings',
    summary: 'Book a time',
    description:
      'With an Idempotency-Key the same request can be sent again and never books twice.',
    access: 'public',
    limit: 'bookingCreate',
    idempotent: 'optional',
    clientTimeoutMs: 45_000,
    request: { body: createBookingBody },
    responses: {
      201: { description: 'The time is yours.', schema: bookingReceipt },
    },
    problems: [
      'bookings.slotTaken',
      'bookings.overlap',
      'bookings.tooSoon',
      'bookings.closed',
      'bookings.unknownTime',
      'bookings.unknownStation',
      'bookings.badPhone',
    ],
  },
  listBookings: {
    method: 'GET',
    path: '/bookings',
    summary: 'Bookings, newest start first',
    access: 'operator',
    clientTimeoutMs: 15_000,
    request: {
      query: pageQuery.extend({
        state: z.enum(bookingStates).optional(),
        stationId: uuid.optional(),
        from: localDate.optional(),
        to: localDate.optional(),
        q: lineOfText({ max: 100 }).optional().meta({ description: 'Part of reference or name.' }),
        email: z.string().max(254).optional().meta({ description: 'The whole address.' }),
        phone: z.string().max(40).optional().meta({ description: 'The whole number.' }),
      }),
    },
    responses: { 200: { description: 'One page.', schema: pageOf(bookingRow) } },
  },
  showBooking: {
    method: 'GET',
    path: '/bookings/:id',
    summary: 'One booking',
    access: 'guest',
    clientTimeoutMs: 10_000,
    request: { params: idParams },
    responses: { 200: { description: 'The booking.', schema: bookingDetail } },
  },
  cancelBooking: {
    method: 'POST',
    path: '/bookings/:id/cancel',
    summary: 'Cancel a booking',
    access: 'guest',
    limit: 'bookingUpdate',
    idempotent: 'optional',
    request: {
      params: idParams,
      body: z.strictObject({ reason: textBlock({ max: 300 }).optional() }),
    },
    responses: { 200: { description: 'The cancelled booking.', schema: bookingDetail } },
    problems: ['bookings.wrongState', 'bookings.tooLate'],
  },
  requestLookup: {
    method: 'POST',
    path: '/lookups',
    summary: 'Have a link to a booking sent by e-mail',
    description: 'The answer is the same whether or not such a booking exists.',
    access: 'public',
    limit: 'lookup',
    request: {
      body: z.strictObject({
        reference: lineOfText({ min: 4, max: 20 }),
        email: z.string().trim().max(254).pipe(z.email()),
      }),
    },
    responses: {
      202: {
        description: 'If it exists, the link is on its way.',
        schema: z.object({ text: z.string() }),
      },
    },
  },
  redeemLink: {
    method: 'POST',
    path: '/lookups/redeem',
    summary: 'Exchange the token of a mailed link for access to its booking',
    access: 'public',
    limit: 'lookup',
    request: { body: z.strictObject({ token: z.string().min(20).max(200) }) },
    responses: {
      200: {
        description: 'Send the access token as `Authorization: Bearer`.',
        schema: z.object({ bookingId: uuid, accessToken: z.string(), expiresAt: instant }),
      },
    },
    problems: ['bookings.linkUsed'],
  },
})
