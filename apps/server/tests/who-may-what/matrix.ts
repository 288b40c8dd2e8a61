import type { Route } from '@holdfast/kernel/contract'
import { newId } from '@holdfast/kernel/ids'
import type { Business } from './business.ts'
import type { Caller } from './callers.ts'
import type { SignedIn, SignIn } from './credentials.ts'
import { expectedOutcome, places, type Outcome, type Place } from './expected-outcome.ts'
import { operationOf } from './operation.ts'
import { bodyOf, neededQuery, queryOf, sendingOf, subjectOf } from './routes-to-try.ts'
import type { Service } from './service.ts'
import type { AskedQuery, Site } from './subject.ts'

export interface Matrix {
  readonly service: Service
  readonly ask: (request: Request) => Promise<Response>
  readonly callers: readonly Caller[]
  readonly own: Business
  readonly foreign: Business
  readonly signIn: SignIn
}

/**
 * What a route answers where its example can not succeed: the token of a mail, a code of an app
 * and a password can not stand in a contract.
 */
export const answersOtherwise: Readonly<Record<string, string>> = {
  'POST /lookups/redeem': 'bookings.linkUsed',
  // Their evenings are free, and what was booked was not offered.
  'POST /waitlist': 'bookings.stillFree',
  'POST /waitlist/leave': 'bookings.linkUsed',
  'POST /bookings/:id/accept': 'bookings.wrongState',
  'POST /customers/:id/erase': 'bookings.stillActive',
  // No evening of these tests has come yet.
  'POST /bookings/:id/seat': 'bookings.tooEarly',
  'POST /bookings/:id/complete': 'bookings.wrongState',
  'POST /bookings/:id/no-show': 'bookings.tooEarly',
  'POST /payments/:id/verify': 'payments.nothingToVerify',
  'POST /payments/:id/refunds': 'payments.refundTooLarge',
  'POST /refunds/:id/verify': 'payments.nothingToVerify',
  'POST /dead-letters/:id/replay': 'operations.unknownJob',
  // Of a store that was just asked for, and that nobody makes.
  'PATCH /stores/:id': 'stores.wrongPhase',
  'POST /stores/:id/retry': 'stores.wrongPhase',
  'POST /stores/:id/suspend': 'stores.wrongPhase',
  'POST /stores/:id/resume': 'stores.wrongPhase',
  'POST /stores/:id/secrets': 'stores.noSecrets',
  // Nobody here can sign as they do, and these are not configured.
  'POST /webhooks/sandbox': 'request.unauthenticated',
  'POST /webhooks/stripe': 'request.notFound',
  'POST /webhooks/duitku': 'request.notFound',
  // Asked without a socket: there is nothing to stream to.
  'GET /events': 'request.unavailable',
  'GET /stores/:id/events/stream': 'request.unavailable',
  'GET /studio/jobs/:id/events/stream': 'request.unavailable',
  'GET /studio/archive.zip': 'request.unavailable',
  // Of a job that waits for its first attempt.
  'POST /studio/jobs/:id/retry': 'studio.wrongState',
  'POST /sign-in': 'identity.wrongCredentials',
  'POST /sign-in/second-factor': 'identity.signInAgain',
  'POST /me/second-factor/confirm': 'identity.secondFactorNotBegun',
  'POST /me/second-factor/backup-codes': 'identity.secondFactorOff',
  'POST /password-resets/preview': 'identity.linkUsed',
  'POST /password-resets/confirm': 'identity.linkUsed',
  'POST /email-verifications/confirm': 'identity.linkUsed',
  'POST /owner-links/preview': 'identity.linkUsed',
  'POST /owner-links/claim': 'identity.linkUsed',
  'POST /invitations/preview': 'identity.linkUsed',
  'POST /invitations/accept': 'identity.linkUsed',
}

/**
 * Calls a route as every caller, for what is theirs, for what is another station's and for what is
 * another business's, and says where it answers otherwise than contract and role table have it.
 */
export async function faultsOf(matrix: Matrix, route: Route): Promise<readonly string[]> {
  const faults: string[] = []
  // One after the other: at once they would wait for connections, and be refused on a busy machine.
  for (const caller of matrix.callers) {
    for (const place of placesOf(route)) {
      const fault = await tryCell(matrix, route, { caller, place })
      if (fault !== undefined) faults.push(`${caller.name}, ${place}: ${fault}`)
    }
  }
  return faults
}

function placesOf(route: Route): readonly Place[] {
  const subject = subjectOf(route)
  const names = bodyOf(route)?.names ?? queryOf(route)?.names
  if (!subject && !names) return ['own']
  const isStations = subject?.hasStation === true || names === 'station'
  const isPersonal = subject?.isPersonal || (subject !== undefined && route.access === 'person')
  return isStations || isPersonal ? places : ['own', 'foreign']
}

interface Cell {
  readonly caller: Caller
  readonly place: Place
}

async function tryCell(matrix: Matrix, route: Route, cell: Cell): Promise<string | undefined> {
  const { caller, place } = cell
  const hasStation = subjectOf(route)?.hasStation === true || bodyOf(route)?.names === 'station'
  const isPersonal = subjectOf(route)?.isPersonal === true
  const expected = expectedOutcome({ caller, route, place, hasStation, isPersonal })
  const signedIn = await matrix.signIn(caller, { isUsedUp: usesUp(route) })
  const site = siteOf(matrix, place, signedIn)
  // What is refused before anything is looked up needs nothing to look up.
  const isRefused = expected === 401 || expected === 403
  const opened = route.access === 'guest' && place === 'own' ? signedIn.subject : undefined
  const subject = subjectOf(route)
  const made = () => subject?.make({ ...site, linkedTo: opened })
  const isItself = opened !== undefined && !subject?.isOfBooking
  const id = isRefused ? newId() : isItself ? opened : await made()
  const ask = async (as: string | undefined) => {
    const response = await matrix.ask(
      await requestOf(route, { id: as, site, headers: signedIn.headers }),
    )
    return { route, expected, response, text: await response.text() }
  }
  const answered = await ask(id)
  const unknown = expected === 404 && id !== undefined ? await ask(newId()) : answered
  return faultIn(answered) ?? tellTale(answered, unknown) ?? leakIn(matrix, cell, answered)
}

/** Somebody who signs out or leaves, and the link to a booking that ends, is of no use to the next call. */
function usesUp({ access, method, path }: Route): boolean {
  return method !== 'GET' && (access === 'person' || access === 'guest' || path === '/sign-out')
}

function siteOf(
  { service, own, foreign }: Matrix,
  place: Place,
  { personId, actorId = newId() }: SignedIn,
): Site {
  const business = place === 'foreign' ? foreign : own
  const [here, there] = business.stationIds
  const stationId = place === 'elsewhere' ? there : here
  const isTheirs = place === 'own'
  return {
    service,
    business,
    stationId,
    personId: isTheirs ? personId : undefined,
    actorId: isTheirs ? actorId : newId(),
  }
}

async function requestOf(
  route: Route,
  call: { readonly id: string | undefined; readonly site: Site; readonly headers: Headers },
): Promise<Request> {
  const { site } = call
  const headers = new Headers(call.headers)
  const path = route.path.replace(':id', call.id ?? '')
  const asked = await queryOf(route)?.of(site)
  const query = asked ? inAddress(asked) : neededQuery(route)
  const init: RequestInit = { method: route.method, headers }
  if (route.idempotent === 'required') headers.set('idempotency-key', newId())
  if (route.request?.body) {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify((await bodyOf(route)?.of(site)) ?? route.exampleBody)
  }
  const sending = sendingOf(route)
  for (const [name, value] of Object.entries(sending?.headers ?? {})) headers.set(name, value)
  if (sending?.bytes) init.body = sending.bytes
  return new Request(`http://localhost/api/v1${path}${query}`, init)
}

function inAddress(query: AskedQuery): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => `${name}=${encodeURIComponent(value)}`),
  )
  return `?${pairs.join('&')}`
}

interface Answered {
  readonly route: Route
  readonly expected: Outcome
  readonly response: Response
  readonly text: string
}

function faultIn({ route, expected, response, text }: Answered): string | undefined {
  const { status } = response
  const said = `${status} ${text.slice(0, 300)}`
  if (expected !== 'answered') return status === expected ? undefined : `not ${expected}: ${said}`
  const otherwise = answersOtherwise[operationOf(route)]
  const isFine = otherwise === undefined ? response.ok : text.includes(`"code":"${otherwise}"`)
  return isFine ? undefined : `refused: ${said}`
}

/** What is out of reach is answered like what does not exist. */
function tellTale(answered: Answered, unknown: Answered): string | undefined {
  const [one, other] = [answered, unknown].map(({ text }) => /"code":"[^"]*"/.exec(text)?.[0])
  return one === other ? undefined : `says ${one}, and of what does not exist ${other}`
}

/** No answer holds the id of anything that is out of the caller's reach. */
function leakIn(
  { own, foreign }: Matrix,
  { caller, place }: Cell,
  { response, text }: Pick<Answered, 'response' | 'text'>,
): string | undefined {
  if (!response.ok || place === 'foreign') return undefined
  const hidden = [...foreign.ids, ...(caller.isLimited ? [own.stationIds[1]] : [])]
  const shown = hidden.find((id) => text.includes(id))
  return shown === undefined ? undefined : `shows ${shown}, which is out of reach`
}
