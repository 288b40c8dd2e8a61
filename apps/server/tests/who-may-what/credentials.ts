import { systemActor } from '@holdfast/kernel/module'
import { z } from 'zod'
import type { Business } from './business.ts'
import type { Caller } from './callers.ts'
import { publicUrl, type Service } from './service.ts'
import { bookingBody } from './subjects.ts'

/** Somebody who can call. */
export interface SignedIn {
  readonly headers: Headers
  readonly personId?: string
  /** As the service calls them: a person, or a key. */
  readonly actorId?: string
  /** The only object of the holder of a link. */
  readonly subject?: string
}

/** Makes a caller, or gives the one made before unless the call will use it up. */
export type SignIn = (caller: Caller, options: { readonly isUsedUp: boolean }) => Promise<SignedIn>

/** Signs callers in as they do outside: by session cookie, API key or access token. */
export function createSignIn(service: Service, business: Business): SignIn {
  const known = new Map<Caller, SignedIn>()
  return async (caller, { isUsedUp }) => {
    const before = isUsedUp ? undefined : known.get(caller)
    const signedIn = before ?? (await ways[caller.kind]({ service, business, caller }))
    if (!isUsedUp) known.set(caller, signedIn)
    return signedIn
  }
}

interface Arrival {
  readonly service: Service
  readonly business: Business
  readonly caller: Caller
}

const ways: Readonly<Record<Caller['kind'], (arrival: Arrival) => Promise<SignedIn>>> = {
  anonymous: async () => ({ headers: new Headers() }),
  link: openLink,
  person: beginSession,
  machine: takeKey,
}

async function openLink({ service, business }: Arrival): Promise<SignedIn> {
  const { organisationId, stationIds } = business
  const body = bookingBody(stationIds[0])
  const receipt = await service.run('POST /bookings', systemActor(organisationId), { body })
  const { id, accessToken } = z
    .looseObject({ id: z.string(), accessToken: z.string() })
    .parse(receipt)
  return { headers: bearer(accessToken), subject: id }
}

async function beginSession({ service, business, caller }: Arrival): Promise<SignedIn> {
  const { personId } = await business.hire(caller.role, limitOf(caller, business)[0])
  const { cookies } = await service.auth.startSession(personId, {})
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ')
  return { headers: new Headers({ cookie, origin: publicUrl }), personId, actorId: personId }
}

async function takeKey({ service, business, caller }: Arrival): Promise<SignedIn> {
  const scope = limitOf(caller, business)
  const limit = scope.length > 0 ? { scope } : {}
  const body = { name: caller.name, actions: [...caller.actions], ...limit }
  const made = await service.run('POST /api-keys', business.owner, { body })
  const { id, key } = z.looseObject({ id: z.string(), key: z.string() }).parse(made)
  return { headers: bearer(key), actorId: `key:${id}` }
}

function limitOf({ isLimited }: Caller, { stationIds }: Business): readonly string[] {
  return isLimited ? [stationIds[0]] : []
}

function bearer(token: string): Headers {
  return new Headers({ authorization: `Bearer ${token}` })
}
