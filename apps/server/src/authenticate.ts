import { authenticateGuest, guestActions } from '@holdfast/bookings'
import type { Identification } from '@holdfast/identity'
import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import { anonymousGuest, type Actor } from '@holdfast/kernel/module'
import { payerActions } from '@holdfast/payments'
import { requestProblems } from '@holdfast/kernel/problems'

export interface AuthenticateOptions {
  readonly identification: Pick<Identification, 'machineOf' | 'personOf'>
  /** The business that guests mean. */
  readonly organisationId: string
  readonly vault: Vault
  readonly clock: Clock
}

/**
 * Tells who asks: by `Authorization: Bearer` a machine with an API key or the holder of a signed
 * link to one booking, by its session cookie a person, and otherwise nobody in particular. A
 * token that is none of these is a 401 even where the route is public, so that an expired link
 * says so; a session that has ended is nobody's, since browsers send cookies unasked.
 */
export function createAuthenticate(options: AuthenticateOptions) {
  const { identification, organisationId, vault, clock } = options
  return async (request: Request): Promise<Actor> => {
    const header = request.headers.get('authorization')
    if (header !== null) return holderOf(header)
    return (await identification.personOf(request)) ?? anonymousGuest(organisationId)
  }

  async function holderOf(header: string): Promise<Actor> {
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
    if (token === undefined) throw unauthenticated()
    const actor = (await identification.machineOf(token)) ?? guestOf(token)
    if (!actor) throw unauthenticated()
    return actor
  }

  function guestOf(token: string): Actor | undefined {
    const subject = authenticateGuest(vault, token, clock.now())?.bookingId
    if (subject === undefined) return undefined
    const actions = new Set([...guestActions, ...payerActions])
    return { id: `guest:${subject}`, kind: 'guest', organisationId, actions, subject }
  }
}

function unauthenticated(): Error {
  return requestProblems.unauthenticated(
    {},
    { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
  )
}
