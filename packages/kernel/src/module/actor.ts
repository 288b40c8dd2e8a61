import { requestProblems } from '../problems/problems.ts'

/** Who asks. `organisationId` is the business that the request is about, also for guests. */
export interface Actor {
  readonly id: string
  readonly kind: 'guest' | 'person' | 'machine' | 'system'
  readonly organisationId: string
  /** What the actor may do: `bookings.cancel`. A `system` actor may do everything. */
  readonly actions: ReadonlySet<string>
  /** The only object that the holder of a signed link may touch. */
  readonly subject?: string | undefined
  /** The only units, such as stations, whose objects the actor may touch; absent: all of them. */
  readonly scope?: ReadonlySet<string> | undefined
}

/** The id of everybody who showed no credentials. */
export const guestId = 'guest'

/** Somebody who showed no credentials. */
export function anonymousGuest(organisationId: string, actions: Iterable<string> = []): Actor {
  return { id: guestId, kind: 'guest', organisationId, actions: new Set(actions) }
}

/** The platform itself, acting for one organisation: jobs, schedules, subscriptions. */
export function systemActor(organisationId: string, id = 'system'): Actor {
  return { id, kind: 'system', organisationId, actions: new Set() }
}

/** True for a guest without a signed link: nobody in particular. */
export function isAnonymous(actor: Actor): boolean {
  return actor.kind === 'guest' && actor.subject === undefined
}

/**
 * Returns when `actor` may do `action` to `subject`. Otherwise throws
 * `request.unauthenticated` for an anonymous guest, `request.forbidden` for others, and
 * `request.notFound` when the holder of a signed link asks for another object than theirs,
 * so that nobody learns which objects exist. A link holder may do nothing without a subject.
 */
export function permit(actor: Actor, action: string, subject?: string): void {
  if (actor.kind === 'system') return
  if (!actor.actions.has(action)) throw refusal(actor, action)
  if (actor.subject === undefined || actor.subject === subject) return
  if (subject === undefined) throw requestProblems.forbidden({ action })
  throw requestProblems.notFound({ action, subject })
}

/**
 * Returns when a person asks, who may do what concerns only themselves. Otherwise throws
 * `request.unauthenticated` for an anonymous guest and `request.forbidden` for others.
 */
export function requirePerson(actor: Actor): void {
  if (isAnonymous(actor)) throw requestProblems.unauthenticated()
  if (actor.kind !== 'person') throw requestProblems.forbidden({ kind: actor.kind })
}

function refusal(actor: Actor, action: string): Error {
  return isAnonymous(actor)
    ? requestProblems.unauthenticated({ action })
    : requestProblems.forbidden({ action })
}
