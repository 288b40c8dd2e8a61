import {
  defineRoutes,
  lineOfText,
  localDate,
  pageOf,
  pageQuery,
  textBlock,
  uuid,
} from '@holdfast/kernel/contract'
import { z } from 'zod'
import {
  bookingDetail,
  bookingReceipt,
  bookingRow,
  bookingSorts,
  bookingStates,
  createBookingBody,
} from './booking.ts'

const idParams = z.strictObject({ id: uuid })

/** What bookings can be looked for by. Several states are the name given several times. */
const filters = {
  state: z.array(z.enum(bookingStates)).max(bookingStates.length).optional(),
  stationId: uuid.optional(),
  from: localDate.optional().meta({ example: '2030-06-01' }),
  to: localDate.optional().meta({ example: '2030-06-30' }),
  q: lineOfText({ max: 100 }).optional().meta({ description: 'Part of reference or name.' }),
  email: z.string().max(254).optional().meta({ description: 'The whole address.' }),
  phone: z.string().max(40).optional().meta({ description: 'The whole number.' }),
  sort: z.enum(bookingSorts).default('-start').meta({
    description: 'By start, or by when it was booked; a minus turns it round.',
  }),
}

/** Bookings, from the first request to the cancellation. */
export const bookingRoutes = defineRoutes({
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
    invalidates: ['slots'],
    request: { body: createBookingBody },
    exampleBody: {
      stationId: '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11',
      startsAt: { date: '2030-06-15', time: '18:30' },
      durationHours: 2,
      party: { adults: 8, children: 2, underSix: 1 },
      contact: { name: 'Ada Lovelace', email: 'ada@example.com', phone: '+1 415 555 2671' },
      venue: { line1: '1 Pier Road', city: 'New York', postalCode: '10001', country: 'US' },
      specialRequests: 'It is a birthday.',
      allergens: ['nuts'],
    },
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
    summary: 'Bookings, newest start first unless told',
    access: 'operator',
    action: 'bookings.list',
    clientTimeoutMs: 15_000,
    request: { query: pageQuery.extend(filters) },
    responses: { 200: { description: 'One page.', schema: pageOf(bookingRow) } },
  },
  exportBookings: {
    method: 'GET',
    path: '/bookings/export',
    summary: 'Bookings as a CSV file',
    description:
      'UTF-8, ready for spreadsheets: no text in it can run as a formula. At most 5,000 rows; a longer list is refused, never cut.',
    access: 'operator',
    action: 'bookings.export',
    limit: 'search',
    request: { query: z.strictObject(filters) },
    responses: { 200: { description: 'The file.', contentType: 'text/csv', schema: z.string() } },
    problems: ['bookings.tooMany'],
  },
  showBooking: {
    method: 'GET',
    path: '/bookings/:id',
    summary: 'One booking',
    access: 'guest',
    action: 'bookings.read',
    clientTimeoutMs: 10_000,
    request: { params: idParams },
    responses: { 200: { description: 'The booking.', schema: bookingDetail } },
  },
  cancelBooking: {
    method: 'POST',
    path: '/bookings/:id/cancel',
    summary: 'Cancel a booking',
    access: 'guest',
    action: 'bookings.cancel',
    limit: 'bookingUpdate',
    idempotent: 'optional',
    invalidates: ['slots'],
    request: {
      params: idParams,
      body: z.strictObject({ reason: textBlock({ max: 300 }).optional() }),
    },
    exampleBody: { reason: 'The garden is under water.' },
    responses: { 200: { description: 'The cancelled booking.', schema: bookingDetail } },
    problems: ['bookings.wrongState', 'bookings.tooLate'],
  },
})
