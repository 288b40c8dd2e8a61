import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'

const idParams = z.strictObject({ id: uuid })

/** What guests keep of their booking. */
export const paperRoutes = defineRoutes({
  showEvent: {
    method: 'GET',
    path: '/bookings/:id/event.ics',
    summary: 'A booking as a calendar file',
    description:
      'The same event at each version, so that a calendar moves or removes what it already has.',
    access: 'guest',
    action: 'bookings.read',
    clientTimeoutMs: 10_000,
    request: { params: idParams },
    responses: { 200: { description: 'The file.', contentType: 'text/calendar' } },
    problems: ['bookings.customerErased'],
  },
  showReceipt: {
    method: 'GET',
    path: '/bookings/:id/receipt.pdf',
    summary: 'The receipt of a booking',
    access: 'guest',
    action: 'bookings.read',
    limit: 'search',
    clientTimeoutMs: 15_000,
    request: { params: idParams },
    responses: { 200: { description: 'The file.', contentType: 'application/pdf' } },
    problems: ['bookings.customerErased'],
  },
})
