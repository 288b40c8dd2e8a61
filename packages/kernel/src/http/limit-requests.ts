import type { Route } from '../contract/contract.ts'
import { limitedSubject } from '../edge/edge.ts'
import { isAnonymous, type Actor } from '../module/module.ts'
import {
  rateLimitHeaders,
  rateLimitProblem,
  type Policy,
  type RateLimitStore,
} from '../rate-limit/rate-limit.ts'

export interface Limits {
  readonly store: RateLimitStore
  /** By the name that a route's `limit` says; `api` must be there. */
  readonly policies: Readonly<Record<string, Policy>>
}

export const defaultPolicy = 'api'

/** Whom a request is charged to: the actor, or the address of somebody unknown. */
export function subjectOf(actor: Actor | undefined, clientAddress: string): string {
  if (!actor || isAnonymous(actor)) return `address:${limitedSubject(clientAddress)}`
  return `actor:${actor.organisationId}:${actor.id}`
}

/**
 * Charges one request of `subject` to the route's policy and returns the headers that tell
 * where the subject stands. Throws `request.limited` when it has to wait.
 */
export async function limitRequest(
  limits: Limits,
  route: Route,
  subject: string,
): Promise<Record<string, string>> {
  const policy = limits.policies[route.limit ?? defaultPolicy]
  if (!policy) throw new TypeError(`No rate-limit policy is named ${route.limit}`)
  const decision = await limits.store.take([{ policy, subject }])
  if (!decision.allowed) throw rateLimitProblem(decision)
  return rateLimitHeaders(decision)
}
