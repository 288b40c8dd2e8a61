import { requestProblems, type Problem } from '../problems/problems.ts'

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
  if (subject === undefined) throw missingAction(actor, action)
  throw requestProblems.notFound({ action, subject })
}

/**
 * Returns when a person asks, who may do what concerns only themselves. Otherwise throws
 * `request.unauthenticated` for an anonymous guest and `request.forbidden` for others.
 */
export function requirePerson(actor: Actor): void {
  if (isAnonymous(actor)) throw requestProblems.unauthenticated()
  if (actor.kind !== 'person') throw forPeopleAlone(actor)
}

/** The refusal of a program where only people may act, whatever rights its key has. */
export function forPeopleAlone({ kind }: Pick<Actor, 'kind'>): Problem {
  const say = 'This is for people who signed in: no API key can do it.'
  return requestProblems.forbidden({ kind }, kind === 'machine' ? { say } : {})
}

/**
 * The refusal of somebody who does not hold `action`. People and programs learn which right it is,
 * as the documentation has it; the holder of a link has nobody to ask for one.
 */
export function missingAction({ kind }: Pick<Actor, 'kind'>, action: string): Problem {
  if (kind === 'guest') return requestProblems.forbidden({ action })
  const whose = kind === 'machine' ? 'your API key' : 'your role'
  const say = `This needs the right ${action}, which ${whose} does not have.`
  return requestProblems.forbidden({ action }, { say, members: { missingAction: action } })
}

function refusal(actor: Actor, action: string): Problem {
  return isAnonymous(actor)
    ? requestProblems.unauthenticated({ action })
    : missingAction(actor, action)
}
