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
import { venue } from './guest.ts'
import { menuChoice } from './menu.ts'
import { party } from './party.ts'
import { refundPreview } from './refund.ts'
import { version } from './seen-version.ts'
import {
  bookingDetail,
  bookingReceipt,
  bookingRow,
  bookingSorts,
  bookingStates,
  createBookingBody,
} from './booking.ts'

const idParams = z.strictObject({ id: uuid })

const reason = textBlock({ min: 1, max: 300 })

const refundOverride = z.enum(['full', 'none']).meta({
  description: 'Other than the policy says: for staff, with a reason.',
})

/** What bookings can be looked for by. Several states are the name given several times. */
const filters = {
  id: z.array(uuid).max(50).optional().meta({ description: 'These alone.' }),
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
      201: {
        description: 'The time is yours; where a deposit is asked, it is held for paying.',
        schema: bookingReceipt,
      },
    },
    problems: [
      'bookings.slotTaken',
      'bookings.overlap',
      'bookings.tooSoon',
      'bookings.closed',
      'bookings.unknownTime',
      'bookings.unknownStation',
      'bookings.badPhone',
      'bookings.tooManyHolds',
      'bookings.unknownDish',
      'bookings.menuMismatch',
      'bookings.unknownQuote',
      'bookings.quoteExpired',
      'bookings.quoteMismatch',
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
    description:
      'Gives back of the deposit what the preview said; with `expectedRefund`, exactly that or nothing happens. Staff may decide otherwise, with a reason.',
    request: {
      params: idParams,
      body: z.strictObject({
        reason: reason.optional(),
        refund: refundOverride.optional(),
        expectedRefund: z.int().min(0).optional().meta({
          description: 'What was shown, in the smallest unit of the currency.',
        }),
        unlessPaying: z.boolean().optional().meta({
          description: 'Refused while a payment is being processed or waited for.',
        }),
        version,
      }),
    },
    exampleBody: { reason: 'The garden is under water.' },
    responses: { 200: { description: 'The cancelled booking.', schema: bookingDetail } },
    problems: [
      'bookings.wrongState',
      'bookings.tooLate',
      'bookings.outdated',
      'bookings.refundChanged',
      'bookings.paymentUnderWay',
      'bookings.needsReason',
    ],
  },
  previewRefund: {
    method: 'GET',
    path: '/bookings/:id/refund-preview',
    summary: 'What cancelling now would give back',
    description:
      'By the very function that the cancellation asks. With `movedTo`, as if it were moved to that day first.',
    access: 'guest',
    action: 'bookings.cancel',
    clientTimeoutMs: 10_000,
    request: {
      params: idParams,
      query: z.strictObject({
        refund: refundOverride.optional(),
        movedTo: localDate.optional().meta({ description: 'The day of the station.' }),
      }),
    },
    responses: { 200: { description: 'The refund as of now.', schema: refundPreview } },
    problems: ['bookings.wrongState', 'bookings.tooLate'],
  },
  changeBooking: {
    method: 'PATCH',
    path: '/bookings/:id',
    summary: 'Change guests, address, dishes, wishes or allergens',
    description:
      'What is not sent stays as it is. Guests may until the agreed deadlines. Priced by what the station offered when it was booked. Staff say how far an unknown address is.',
    access: 'guest',
    action: 'bookings.change',
    limit: 'bookingUpdate',
    invalidates: ['slots'],
    request: {
      params: idParams,
      body: z.strictObject({
        party: party.optional(),
        venue: venue.optional(),
        menu: menuChoice.optional(),
        travelMiles: z.int().min(0).max(3_000).optional().meta({
          description: 'How far it is from the station; staff alone say so.',
        }),
        specialRequests: textBlock({ max: 500 }).optional(),
        allergens: createBookingBody.shape.allergens.unwrap().optional(),
        version,
      }),
    },
    exampleBody: { party: { adults: 6 }, allergens: ['shellfish'] },
    responses: { 200: { description: 'The booking as it is now.', schema: bookingDetail } },
    problems: [
      'bookings.wrongState',
      'bookings.tooLate',
      'bookings.tooLateToChange',
      'bookings.outdated',
      'bookings.unknownDish',
      'bookings.menuMismatch',
      'bookings.slotTaken',
    ],
  },
  rescheduleBooking: {
    method: 'POST',
    path: '/bookings/:id/reschedule',
    summary: 'Move a booking to another time',
    description:
      'The old time is free exactly when the new one is won; refused, nothing has changed. What it costs must be accepted with `acceptedFee`; staff may waive it, with a reason.',
    access: 'guest',
    action: 'bookings.reschedule',
    limit: 'bookingUpdate',
    idempotent: 'optional',
    clientTimeoutMs: 45_000,
    invalidates: ['slots'],
    request: {
      params: idParams,
      body: z.strictObject({
        startsAt: createBookingBody.shape.startsAt,
        durationHours: z.int().min(1).max(8).optional(),
        acceptedFee: z.int().min(0).default(0).meta({
          description: 'What was shown, in the smallest unit of the currency.',
        }),
        waiveFee: z.boolean().default(false),
        reason: reason.optional(),
        version,
      }),
    },
    exampleBody: { startsAt: { date: '2030-06-16', time: '19:00' } },
    responses: { 200: { description: 'The booking at its new time.', schema: bookingDetail } },
    problems: [
      'bookings.slotTaken',
      'bookings.overlap',
      'bookings.tooSoon',
      'bookings.closed',
      'bookings.unknownTime',
      'bookings.wrongState',
      'bookings.tooLate',
      'bookings.outdated',
      'bookings.feeNotAccepted',
      'bookings.needsReason',
    ],
  },
  confirmBooking: {
    method: 'POST',
    path: '/bookings/:id/confirm',
    summary: 'Confirm a booking without waiting for its deposit',
    access: 'operator',
    action: 'bookings.confirm',
    idempotent: 'optional',
    invalidates: ['slots'],
    request: { params: idParams, body: z.strictObject({ reason, version }) },
    exampleBody: { reason: 'Paid at the counter.' },
    responses: { 200: { description: 'The confirmed booking.', schema: bookingDetail } },
    problems: [
      'bookings.wrongState',
      'bookings.outdated',
      'bookings.slotTaken',
      'bookings.overlap',
      'bookings.tooLate',
    ],
  },
})
