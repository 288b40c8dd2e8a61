import {
  defineRoutes,
  instant,
  lineOfText,
  pageOf,
  pageQuery,
  uuid,
} from '@holdfast/kernel/contract'
import { z } from 'zod'
import { customerDetail, customerExport, customerNote, customerRow, noteBody } from './customer.ts'

const idParams = z.strictObject({ id: uuid })

/** Those who have booked: for the people of the business. */
export const customerRoutes = defineRoutes({
  listCustomers: {
    method: 'GET',
    path: '/customers',
    summary: 'Customers, the newest first',
    description: 'Those who were erased are not among them.',
    access: 'operator',
    action: 'customers.list',
    clientTimeoutMs: 15_000,
    request: {
      query: pageQuery.extend({
        q: lineOfText({ max: 100 }).optional().meta({ description: 'Part of a name.' }),
        email: z.string().max(254).optional().meta({ description: 'The whole address.' }),
        phone: z.string().max(40).optional().meta({ description: 'The whole number.' }),
      }),
    },
    responses: { 200: { description: 'One page.', schema: pageOf(customerRow) } },
  },
  showCustomer: {
    method: 'GET',
    path: '/customers/:id',
    summary: 'One customer with bookings and notes',
    access: 'operator',
    action: 'customers.read',
    clientTimeoutMs: 10_000,
    request: { params: idParams },
    responses: { 200: { description: 'The customer.', schema: customerDetail } },
  },
  noteAboutCustomer: {
    method: 'POST',
    path: '/customers/:id/notes',
    summary: 'Note something about a customer',
    description: 'Sealed like all personal data. It is part of an export and goes with an erase.',
    access: 'operator',
    action: 'customers.annotate',
    idempotent: 'optional',
    request: { params: idParams, body: noteBody },
    exampleBody: { text: 'Prefers to be called in the morning.' },
    responses: { 201: { description: 'The note.', schema: customerNote } },
    problems: ['bookings.customerErased'],
  },
  exportCustomer: {
    method: 'GET',
    path: '/customers/:id/export',
    summary: 'Everything held about a customer, as one file',
    access: 'operator',
    action: 'customers.export',
    limit: 'search',
    request: { params: idParams },
    responses: { 200: { description: 'The file.', schema: customerExport } },
    problems: ['bookings.customerErased', 'bookings.beyondReach'],
  },
  eraseCustomer: {
    method: 'POST',
    path: '/customers/:id/erase',
    summary: 'Erase the personal data of a customer for ever',
    description:
      'Destroys the key of their data, with names, references, notes, links and mails. What was paid stays in the books without their name. Refused while a booking of theirs is still to come, or money is on its way back to them.',
    access: 'operator',
    action: 'customers.erase',
    limit: 'bookingUpdate',
    request: { params: idParams, body: z.strictObject({}) },
    exampleBody: {},
    responses: {
      200: {
        description: 'Nothing readable is left. Called again it says when that was.',
        schema: z.object({ id: uuid, erasedAt: instant }),
      },
    },
    problems: ['bookings.stillActive', 'bookings.refundUnderWay', 'bookings.beyondReach'],
  },
})
