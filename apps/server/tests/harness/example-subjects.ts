import { newId } from '@holdfast/kernel/ids'
import { eventually } from '@holdfast/testing/eventually'
import { ask, type Answer, type Json } from './ask.ts'
import type { DocumentedExample } from './documented-examples.ts'
import { signIn, type Session } from './owner.ts'
import { joinByInvitation } from './staff.ts'
import { studioSubjects, withRealClips } from './studio-examples.ts'
import type { Holdfast } from './start-holdfast.ts'

/** A service whose documented examples are tried, and who tries them. */
export interface Tried {
  readonly holdfast: Holdfast
  readonly owner: Session
  /** The station of the examples, and one that asks for a deposit. */
  readonly stationId: string
  readonly payingStationId: string
  exampleOf(operation: string): DocumentedExample
}

type Subject = (tried: Tried, example: DocumentedExample) => Promise<string>

/**
 * What stands behind the `{id}` of a path, by the path's beginning. Where nothing is said it is what
 * the example of the collection's POST makes.
 */
const subjects: readonly (readonly [prefix: string, subject: Subject])[] = [
  ['/stations', async ({ stationId }) => stationId],
  ['/resources', aNewChef],
  ['/members', ({ holdfast, owner }) => joinByInvitation(holdfast, owner)],
  ['/me/sessions', anotherSession],
  ['/bookings', async (tried) => String((await bookAnEvening(tried))['id'])],
  ['/customers', aCustomer],
  ['/waitlist', aWait],
  ['/payments', aPayment],
  ['/refunds', aRefundByHand],
  ['/mailbox', (tried) => first(tried, '/mailbox')],
  ['/stores', async (tried) => String((await aStore(tried))['store']?.['id'])],
  ['/operations', async (tried) => String((await aStore(tried))['operation']?.['id'])],
  ...studioSubjects,
  // What can not be had on demand is answered as what is not there.
  ['/dead-letters', async () => newId()],
]

/** The id of something new, or at least of something that was not used up by another example. */
export function subjectFor(tried: Tried, example: DocumentedExample): Promise<string> {
  const found = subjects.find(([prefix]) => example.path.startsWith(prefix))
  return (found?.[1] ?? madeByItsExample)(tried, example)
}

type Body = DocumentedExample['body']

/** The body of an example with real ids in place of those that a document can not know. */
export async function bodyFor(tried: Tried, body: Body): Promise<Body> {
  if (body === undefined) return undefined
  const { stationId } = tried
  return {
    ...(await withRealClips(tried, body)),
    ...('stationId' in body ? { stationId } : {}),
    ...('resourceId' in body ? { resourceId: await aNewChef(tried) } : {}),
  }
}

async function aNewChef(tried: Tried): Promise<string> {
  const path = `/stations/${tried.stationId}/resources`
  const body = { kind: 'chef', name: `Chef ${newId()}` }
  return String((await expectDone(tried, path, body))['id'])
}

let evenings = 0

/** As in the example, on another evening each time: what changes one ends it for the next. */
export async function bookAnEvening(
  { holdfast, stationId, exampleOf }: Tried,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Json> {
  const evening = new Date(Date.UTC(2030, 6, 1) + evenings++ * 86_400_000)
  const startsAt = { date: evening.toISOString().slice(0, 10), time: '18:30' }
  const body = { ...exampleOf('POST /bookings').body, stationId, startsAt, ...changes }
  const booked = await ask(`${holdfast.baseUrl}/api/v1/bookings`, { method: 'POST', body })
  return expectMade(booked)
}

/** With a booking to come, except where they are to be erased. */
async function aCustomer(tried: Tried, { path }: DocumentedExample): Promise<string> {
  const { body } = tried.exampleOf('POST /bookings')
  const email = `${newId()}@example.com`
  const contact = { ...Object(body?.['contact']), email, phone: newNumber() }
  const booked = await bookAnEvening(tried, { contact })
  if (path.endsWith('/erase')) {
    await expectDone(tried, `/bookings/${String(booked['id'])}/cancel`, {})
  }
  return first(tried, `/customers?email=${encodeURIComponent(email)}`)
}

/** Somebody who waits at a station that has nothing yet: each of its evenings is full. */
async function aWait(tried: Tried): Promise<string> {
  const station = { ...tried.exampleOf('POST /stations').body, name: `Station ${newId()}` }
  const stationId = String((await expectDone(tried, '/stations', station))['id'])
  const { body } = tried.exampleOf('POST /waitlist')
  await expectDone(tried, '/waitlist', { ...body, stationId })
  return first(tried, `/waitlist?stationId=${stationId}`)
}

/** Waiting for cash to be verified, or paid by it where it is to be given back. */
async function aPayment(tried: Tried, { path }: DocumentedExample): Promise<string> {
  const { body } = tried.exampleOf('POST /bookings')
  const email = `${newId()}@example.com`
  const contact = { ...Object(body?.['contact']), email, phone: newNumber() }
  const venue = { ...Object(body?.['venue']), line1: `${evenings} Pier Road` }
  const booked = await bookAnEvening(tried, { stationId: tried.payingStationId, contact, venue })
  const id = String(booked['deposit']?.['paymentId'])
  if (path.endsWith('/attempts')) return id
  await expectDone(tried, `/payments/${id}/attempts`, { method: 'cash' })
  if (path.endsWith('/refunds')) await expectDone(tried, `/payments/${id}/verify`, { note: 'Till' })
  return id
}

async function aRefundByHand(tried: Tried): Promise<string> {
  const example = tried.exampleOf('POST /payments/{id}/refunds')
  const id = await aPayment(tried, example)
  await expectDone(tried, `/payments/${id}/refunds`, example.body)
  return eventually(async () => {
    const { json } = await get(tried, `/payments/${id}`)
    const refund = json['refunds']?.[0]
    if (String(refund?.['state']) !== 'awaiting_offline') throw new Error('not yet at the till')
    return String(refund?.['id'])
  })
}

function aStore(tried: Tried): Promise<Json> {
  return expectDone(tried, '/stores', tried.exampleOf('POST /stores').body)
}

async function anotherSession(tried: Tried): Promise<string> {
  await signIn(tried.holdfast.baseUrl)
  const { json } = await get(tried, '/me/sessions')
  const other = Object.values<Json>(json['items'] ?? {}).find((one) => !one['isCurrent'])
  return String(other?.['id'])
}

async function madeByItsExample(tried: Tried, { path }: DocumentedExample): Promise<string> {
  const collection = `/${path.split('/')[1]}`
  const { body } = tried.exampleOf(`POST ${collection}`)
  const email = body?.['email'] ? { email: `${newId()}@example.com` } : {}
  const unused = { ...(await bodyFor(tried, body)), ...email }
  return String((await expectDone(tried, collection, unused))['id'])
}

async function first(tried: Tried, path: string): Promise<string> {
  const { json } = await get(tried, path)
  return String(json['items']?.[0]?.['id'])
}

function get({ holdfast, owner }: Tried, path: string): Promise<Answer> {
  return ask(`${holdfast.baseUrl}/api/v1${path}`, { headers: owner })
}

async function expectDone({ holdfast, owner }: Tried, path: string, body: unknown): Promise<Json> {
  const headers = { ...owner, 'idempotency-key': newId() }
  const url = `${holdfast.baseUrl}/api/v1${path}`
  return expectMade(await ask(url, { method: 'POST', headers, body }))
}

function expectMade({ status, text, json }: Answer): Json {
  if (status >= 300) throw new Error(`nothing to try it on: ${status} ${text}`)
  return json
}

let numbers = 0

function newNumber(): string {
  return `+1415${5_600_000 + numbers++}`
}
