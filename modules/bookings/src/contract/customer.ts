import { instant, money, textBlock, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { bookingRow, timelineEntry } from './booking.ts'
import { contact, venue } from './guest.ts'
import { waitlistRow } from './waitlist.ts'

/** A row of the list: who they are by name, and how often they came. */
export const customerRow = z.object({
  id: uuid,
  name: z.string().meta({ description: 'As it was given for the latest booking.' }),
  bookings: z.int(),
  lastBookedAt: instant,
  createdAt: instant,
})
export type CustomerRow = z.output<typeof customerRow>

/** What somebody of the business noted. */
export const customerNote = z.object({
  id: uuid,
  at: instant,
  by: z.object({ id: z.string(), name: z.string().optional() }),
  text: z.string(),
})
export type CustomerNote = z.output<typeof customerNote>

export const noteBody = z.strictObject({ text: textBlock({ min: 1, max: 1_000 }) })

export const customerDetail = customerRow.extend({
  email: z.string().optional().meta({ description: 'Absent once erased.' }),
  phones: z.array(z.string()).meta({ description: 'Those given, the latest first.' }),
  erasedAt: instant.optional(),
  history: z.array(bookingRow).meta({ description: 'The latest hundred bookings.' }),
  notes: z.array(customerNote),
})
export type CustomerDetail = z.output<typeof customerDetail>

/** A payment as its owner may have it. */
export const paymentRecord = z.object({
  paymentId: uuid,
  bookingId: uuid,
  state: z.string(),
  amount: money,
  paid: money,
  refunded: money,
  createdAt: instant,
})
export type PaymentRecord = z.output<typeof paymentRecord>

const exportedBooking = z.object({
  ...bookingRow.omit({ actions: true, deposit: true }).shape,
  contact: contact.omit({ name: true }).extend({ phone: z.string(), email: z.string() }),
  venue,
  allergens: z.array(z.string()),
  specialRequests: z.string().optional(),
  cancelReason: z.string().optional(),
  history: z.array(timelineEntry),
})

const exportedWait = waitlistRow.extend({
  contact: z.object({ email: z.string(), phone: z.string() }),
  venue,
})

/** Everything that is held about one person. */
export const customerExport = z.object({
  exportedAt: instant,
  customer: z.object({
    id: uuid,
    email: z.string(),
    createdAt: instant,
    lastBookedAt: instant,
  }),
  bookings: z.array(exportedBooking),
  waitlist: z.array(exportedWait),
  notes: z.array(customerNote),
  payments: z.array(paymentRecord),
})
export type CustomerExport = z.output<typeof customerExport>
