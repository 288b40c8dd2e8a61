import type { Route } from '../contract/contract.ts'
import { forPeopleAlone, isAnonymous, permit, requirePerson, type Actor } from '../module/module.ts'
import { requestProblems } from '../problems/problems.ts'

/**
 * Returns when `actor` may use the route at all, before anything of the request is read.
 * Otherwise throws `request.unauthenticated` for an anonymous guest and `request.forbidden` for
 * others. Which object the holder of a signed link may touch is the verb's to say.
 */
export function refuseWithoutAccess(actor: Actor, route: Route): void {
  const { access, action = '', peopleOnly } = route
  if (access === 'public') return
  if (access === 'person') return requirePerson(actor)
  if (isAnonymous(actor)) throw requestProblems.unauthenticated({ action })
  if (access === 'operator' && actor.kind === 'guest') throw requestProblems.forbidden({ action })
  if (peopleOnly && actor.kind === 'machine') throw forPeopleAlone(actor)
  // Its own subject: whether the link opens the object that is asked for is not known yet.
  permit(actor, action, actor.subject)
}
