import {
  defineRoutes,
  localDate,
  pageOf,
  pageQuery,
  textBlock,
  uuid,
} from '@holdfast/kernel/contract'
import { z } from 'zod'
import { bookingDetail } from './booking.ts'
import { version } from './seen-version.ts'
import {
  endedWait,
  joinWaitlistBody,
  waitlistReceipt,
  waitlistRow,
  waitlistStates,
} from './waitlist.ts'

const idParams = z.strictObject({ id: uuid })

/** Who waits for an evening that is full, and what they are offered. */
export const waitlistRoutes = defineRoutes({
  joinWaitlist: {
    method: 'POST',
    path: '/waitlist',
    summary: 'Wait for an evening that is full',
    description:
      'When a time becomes free, it is held for whoever waits longest and fits. Each address waits once for an evening: asked again it keeps its place with the newer wish, and the answer is the same. A mail has the link to leave. In this example a time is free, which is answered with 409.',
    access: 'public',
    limit: 'waitlist',
    idempotent: 'optional',
    clientTimeoutMs: 15_000,
    request: { body: joinWaitlistBody },
    exampleBody: {
      stationId: '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11',
      date: '2030-06-15',
      earliest: '18:00',
      latest: '19:30',
      party: { adults: 8, children: 2 },
      contact: { name: 'Ada Lovelace', email: 'ada@example.com', phone: '+1 415 555 2671' },
      venue: { line1: '1 Pier Road', city: 'New York', postalCode: '10001', country: 'US' },
    },
    responses: { 202: { description: 'On the list.', schema: waitlistReceipt } },
    problems: [
      'bookings.stillFree',
      'bookings.closed',
      'bookings.tooSoon',
      'bookings.unknownTime',
      'bookings.unknownStation',
      'bookings.badPhone',
    ],
  },
  leaveWaitlist: {
    method: 'POST',
    path: '/waitlist/leave',
    summary: 'Leave the waitlist by a mailed link',
    description:
      'The token stands in the mailed link, after `#token=`. A time that is being held for them is free again. An unknown one, as in this example, is answered with 410.',
    access: 'public',
    limit: 'redeem',
    clientTimeoutMs: 10_000,
    invalidates: ['slots'],
    request: { body: z.strictObject({ token: z.string().min(20).max(400) }) },
    exampleBody: { token: 'the-token-of-the-mailed-link' },
    responses: { 200: { description: 'What they waited for.', schema: endedWait } },
    problems: ['bookings.linkUsed', 'bookings.waitIsOver'],
  },
  listWaitlist: {
    method: 'GET',
    path: '/waitlist',
    summary: 'Who waits, who is offered what, and how it ended; newest first',
    access: 'operator',
    action: 'waitlist.list',
    clientTimeoutMs: 15_000,
    request: {
      query: pageQuery.extend({
        state: z.array(z.enum(waitlistStates)).max(waitlistStates.length).optional(),
        stationId: uuid.optional(),
        from: localDate.optional().meta({ example: '2030-06-01' }),
        to: localDate.optional().meta({ example: '2030-06-30' }),
        email: z.string().max(254).optional().meta({ description: 'The whole address.' }),
        phone: z.string().max(40).optional().meta({ description: 'The whole number.' }),
      }),
    },
    responses: { 200: { description: 'One page.', schema: pageOf(waitlistRow) } },
  },
  removeFromWaitlist: {
    method: 'POST',
    path: '/waitlist/:id/remove',
    summary: 'Take somebody off the waitlist',
    description: 'For staff, with a reason. A time that is being held for them is free again.',
    access: 'operator',
    action: 'waitlist.manage',
    invalidates: ['slots'],
    request: {
      params: idParams,
      body: z.strictObject({ reason: textBlock({ min: 1, max: 300 }), version }),
    },
    exampleBody: { reason: 'They called: they dine elsewhere.' },
    responses: { 200: { description: 'The entry as it is now.', schema: waitlistRow } },
    problems: ['bookings.waitIsOver', 'bookings.outdated'],
  },
  acceptOffer: {
    method: 'POST',
    path: '/bookings/:id/accept',
    summary: 'Accept a time that was offered from the waitlist, where no deposit is asked',
    description: 'Where one is, paying it accepts. Declining is cancelling.',
    access: 'guest',
    action: 'bookings.accept',
    limit: 'bookingUpdate',
    idempotent: 'optional',
    invalidates: ['slots'],
    request: { params: idParams, body: z.strictObject({ version }) },
    exampleBody: {},
    responses: { 200: { description: 'The confirmed booking.', schema: bookingDetail } },
    problems: ['bookings.wrongState', 'bookings.outdated'],
  },
})
