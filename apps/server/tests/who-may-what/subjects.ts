import { newId } from '@holdfast/kernel/ids'
import { systemActor } from '@holdfast/kernel/module'
import { sql } from 'kysely'
import { z } from 'zod'
import { demonstrationId } from '../../src/business.ts'
import type { Service } from './service.ts'
import type { Body, Site, Subject } from './subject.ts'
import { studioBodies, studioSubjects } from './studio-subjects.ts'

/** What stands behind the `:id` of a path, by the path before it. */
export const subjects: Readonly<Record<string, Subject>> = {
  '/stations': { hasStation: true, make: async ({ stationId }) => stationId },
  '/bookings': {
    hasStation: true,
    make: ({ business, stationId }) =>
      business.make('POST /bookings', { body: bookingBody(stationId) }),
  },
  '/resources': {
    hasStation: true,
    make: ({ business, stationId }) =>
      business.make('POST /stations/:id/resources', {
        params: { id: stationId },
        body: { kind: 'chef', name: `Chef ${newId()}` },
      }),
  },
  '/time-off': {
    hasStation: true,
    make: (site) => site.business.make('POST /time-off', { body: timeOffBody(site) }),
  },
  '/quotes': {
    hasStation: true,
    make: ({ business, stationId }) =>
      business.make('POST /quotes', { body: quoteBody(stationId) }),
  },
  '/payments': { hasStation: true, isOfBooking: true, make: (site) => aPayment(site) },
  '/refunds': { hasStation: true, make: (site) => aRefund(site) },
  '/customers': {
    hasStation: true,
    async make({ service, business, stationId }) {
      const booking = await business.make('POST /bookings', { body: bookingBody(stationId) })
      return customerOf(service, booking)
    },
  },
  '/waitlist': { hasStation: true, make: aWait },
  '/stores': { hasStation: false, make: async (site) => (await aStore(site)).store.id },
  '/operations': { hasStation: false, make: async (site) => (await aStore(site)).operation.id },
  '/members': {
    hasStation: false,
    make: async ({ business }) => String((await business.hire('viewer')).memberId),
  },
  '/invitations': {
    hasStation: false,
    make: ({ business }) =>
      business.make('POST /invitations', { body: invitationBody() }, business.owner),
  },
  '/api-keys': {
    hasStation: false,
    make: ({ business }) =>
      business.make(
        'POST /api-keys',
        { body: { name: 'Nightly', actions: ['bookings.list'] } },
        business.owner,
      ),
  },
  '/me/sessions': { hasStation: false, make: (site) => aSession(site) },
  '/dead-letters': { hasStation: false, make: (site) => aDeadLetter(site) },
  '/mailbox': { hasStation: false, make: (site) => aMail(site) },
  ...studioSubjects,
}

/** Bodies that an example can not be: with ids of a business, or that may be sent only once. */
export const bodies: Readonly<Record<string, Body>> = {
  'POST /bookings': { names: 'station', of: ({ stationId }) => bookingBody(stationId) },
  'POST /bookings/:id/reschedule': {
    of: ({ stationId }) => ({ startsAt: bookingBody(stationId).startsAt }),
  },
  'POST /waitlist': { names: 'station', of: ({ stationId }) => waitBody(stationId) },
  'POST /quotes': { names: 'station', of: ({ stationId }) => quoteBody(stationId) },
  'POST /time-off': { names: 'station', of: timeOffBody },
  'POST /stations': { of: () => ({ ...stationBody, name: `Station ${newId()}` }) },
  'POST /stations/:id/resources': { of: () => ({ kind: 'chef', name: `Chef ${newId()}` }) },
  'POST /invitations': { of: invitationBody },
  'POST /me/organisation': {
    names: 'organisation',
    of: ({ business: { organisationId } }) => ({ organisationId }),
  },
  ...studioBodies,
}

const stationBody = {
  area: 'Town',
  timeZone: 'America/New_York',
  opensAt: '11:00',
  closesAt: '22:00',
  mustEndBy: '00:30',
  currency: 'USD',
}

const dayOf = (index: number) =>
  new Date(Date.UTC(2060, 0, 1) + index * 86_400_000).toISOString().slice(0, 10)

/** Days on which no booking of these tests is, others each time. */
let vacations = 0

function timeOffBody({ business, stationId }: Site) {
  const from = { date: dayOf(vacations++) }
  const until = { date: dayOf(vacations) }
  return { resourceId: business.unitIds.get(stationId), from, until }
}

function quoteBody(stationId: string) {
  return { stationId, party: { adults: 12 }, place: { country: 'US', postalCode: '10001' } }
}

function waitBody(stationId: string) {
  const { startsAt, ...body } = bookingBody(stationId)
  return { ...body, date: startsAt.date, earliest: startsAt.time, latest: startsAt.time }
}

/** Of somebody who has booked there: no evening of these tests is full. */
async function aWait({ service, business, stationId }: Site): Promise<string> {
  const booking = await business.make('POST /bookings', { body: bookingBody(stationId) })
  const id = newId()
  await sql`insert into bookings.waitlist_entry (id, organisation_id, station_id, customer_id, state,
      wall_date, earliest, latest, time_zone, duration_hours, adults, children, under_six, ends_at,
      name, correlation_id, created_at, changed_at)
    values (${id}, ${business.organisationId}, ${stationId}, ${await customerOf(service, booking)},
      'waiting', '2029-06-01', '18:00', '19:00', 'America/New_York', 2, 4, 0, 0, now(), 'Ada',
      ${newId()}, now(), now())`.execute(service.database.kysely)
  return id
}

async function customerOf({ database }: Service, bookingId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from bookings.booking where id = ${bookingId}`.execute(database.kysely)
  return String(rows[0]?.id)
}

let evenings = 0

/** Another evening each time, so that the one team of a station is free. */
export function bookingBody(stationId: string) {
  const evening = new Date(Date.UTC(2030, 0, 1) + evenings++ * 86_400_000)
  return {
    stationId,
    startsAt: { date: evening.toISOString().slice(0, 10), time: '18:30' },
    party: { adults: 4 },
    contact: { name: 'Ada', email: `${newId()}@example.com`, phone: '+1 415 555 2671' },
    venue: { line1: '1 Pier Road', city: 'New York', postalCode: '10001', country: 'US' },
  }
}

function invitationBody() {
  return { email: `${newId()}@example.com`, role: 'viewer' }
}

async function aPayment({ service, business, stationId, linkedTo }: Site): Promise<string> {
  const id = newId()
  await sql`insert into payments.payment (id, organisation_id, subject, unit_id, purpose,
      description, state, amount, currency, exponent, created_at, changed_at)
    values (${id}, ${business.organisationId}, ${linkedTo ?? newId()}, ${stationId}, 'deposit',
      'Deposit', 'open', 10000, 'USD', 2, now(), now())`.execute(service.database.kysely)
  return id
}

/** One that a provider sends, so that nobody can say that they handed it over. */
async function aRefund(site: Site): Promise<string> {
  const [id, attemptId, paymentId] = [newId(), newId(), await aPayment(site)]
  const { organisationId } = site.business
  await sql`insert into payments.attempt (id, organisation_id, payment_id, provider, method, state,
      amount, currency, exponent, created_at, changed_at)
    values (${attemptId}, ${organisationId}, ${paymentId}, 'sandbox', 'card', 'created', 10000,
      'USD', 2, now(), now())`.execute(site.service.database.kysely)
  await sql`insert into payments.refund (id, organisation_id, payment_id, attempt_id, state, amount,
      currency, exponent, reason, cause, created_at, changed_at)
    values (${id}, ${organisationId}, ${paymentId}, ${attemptId}, 'requested', 5000, 'USD', 2,
      'cancelled', ${id}, now(), now())`.execute(site.service.database.kysely)
  return id
}

/** One that was just asked for. */
async function aStore({ service, business }: Site) {
  const platform = systemActor(business.organisationId)
  const body = { name: 'Pier 9', engine: 'shop' }
  return accepted.parse(await service.run('POST /stores', platform, { body }))
}

const withId = z.looseObject({ id: z.string() })
const accepted = z.looseObject({ store: withId, operation: withId })

/** Of a job that no version knows any more, so that it can not be replayed. */
async function aDeadLetter({ service, business }: Site): Promise<string> {
  const id = newId()
  const data = { input: {}, cause: { organisationId: business.organisationId, actorId: 'system' } }
  await sql`insert into pgboss.job (name, data, source_id, source_name, source_created_on,
      source_retry_count)
    values ('dead-letters', ${JSON.stringify(data)}::jsonb, ${id}, 'test.gone', now(), 0)`.execute(
    service.database.kysely,
  )
  return id
}

/** In the mailbox of this machine, which is that of the one business. */
async function aMail({ service, business }: Site): Promise<string> {
  const id = newId()
  if (business.organisationId !== demonstrationId) return id
  const parts = { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' }
  await service.mailbox.send({ id, to: 'ada@example.com', ...parts })
  return id
}

/** Of the caller; of somebody else where the caller is no person. */
async function aSession({ service, business, personId }: Site): Promise<string> {
  const id = newId()
  const whose = personId ?? (await business.hire('viewer')).personId
  await sql`insert into auth.session
    (id, person_id, token, expires_at, created_at, updated_at)
    values (${id}, ${whose}, ${newId()}, now() + interval '1 day', now(), now())`.execute(
    service.database.kysely,
  )
  return id
}
