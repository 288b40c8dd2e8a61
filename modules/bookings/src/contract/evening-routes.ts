import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { bookingDetail } from './booking.ts'
import { version } from './seen-version.ts'

const idParams = z.strictObject({ id: uuid })

/** What staff note of the evening itself. */
export const eveningRoutes = defineRoutes({
  seatBooking: {
    method: 'POST',
    path: '/bookings/:id/seat',
    summary: 'Note that the evening has begun',
    access: 'operator',
    action: 'bookings.serve',
    request: { params: idParams, body: z.strictObject({ version }) },
    exampleBody: {},
    responses: { 200: { description: 'The booking.', schema: bookingDetail } },
    problems: ['bookings.wrongState', 'bookings.outdated', 'bookings.tooEarly'],
  },
  completeBooking: {
    method: 'POST',
    path: '/bookings/:id/complete',
    summary: 'Note that the evening is over',
    access: 'operator',
    action: 'bookings.serve',
    invalidates: ['slots'],
    request: { params: idParams, body: z.strictObject({ version }) },
    exampleBody: {},
    responses: { 200: { description: 'The booking.', schema: bookingDetail } },
    problems: ['bookings.wrongState', 'bookings.outdated'],
  },
  markNoShow: {
    method: 'POST',
    path: '/bookings/:id/no-show',
    summary: 'Note that nobody was there',
    description: 'The deposit is kept.',
    access: 'operator',
    action: 'bookings.serve',
    invalidates: ['slots'],
    request: { params: idParams, body: z.strictObject({ version }) },
    exampleBody: {},
    responses: { 200: { description: 'The booking.', schema: bookingDetail } },
    problems: ['bookings.wrongState', 'bookings.outdated', 'bookings.tooEarly'],
  },
})
