import { authenticateGuest, guestActions, operatorActions } from '@holdfast/bookings'
import type { Clock } from '@holdfast/kernel/clock'
import { hashToken, isTokenOf, type Vault } from '@holdfast/kernel/crypto'
import { anonymousGuest, type Actor } from '@holdfast/kernel/module'
import { requestProblems } from '@holdfast/kernel/problems'

export interface AuthenticateOptions {
  readonly operatorToken: string
  readonly organisationId: string
  readonly vault: Vault
  readonly clock: Clock
}

/**
 * Tells who asks, by the `Authorization: Bearer` header: nobody in particular, the operator, or
 * the holder of a signed link to one booking. A token that is none of these is a 401 even where
 * the route is public, so that an expired link says so.
 */
export function createAuthenticate(options: AuthenticateOptions) {
  const { organisationId, vault, clock } = options
  const operatorHash = hashToken(options.operatorToken)
  const operator: Actor = {
    id: 'operator',
    kind: 'machine',
    organisationId,
    actions: new Set(operatorActions),
  }
  return async (request: Request): Promise<Actor> => {
    const header = request.headers.get('authorization')
    if (header === null) return anonymousGuest(organisationId)
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
    if (token === undefined) throw unauthenticated()
    if (isTokenOf(token, operatorHash)) return operator
    const guest = authenticateGuest(vault, token, clock.now())
    if (guest === undefined) throw unauthenticated()
    const subject = guest.bookingId
    return {
      id: `guest:${subject}`,
      kind: 'guest',
      organisationId,
      actions: new Set(guestActions),
      subject,
    }
  }
}

function unauthenticated(): Error {
  return requestProblems.unauthenticated(
    {},
    { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
  )
}
