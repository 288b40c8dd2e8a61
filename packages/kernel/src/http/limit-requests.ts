import { createHash } from 'node:crypto'
import type { Route } from '../contract/contract.ts'
import { limitedSubject } from '../edge/edge.ts'
import { isAnonymous, type Actor } from '../module/module.ts'
import {
  rateLimitHeaders,
  rateLimitProblem,
  type Decision,
  type Policy,
  type RateLimitStore,
  type WindowState,
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
 * What `limitPer` of the route says to charge besides, such as the account that a sign-in is
 * for: however it is written, one account is one subject. A hash, so that the store holds no
 * e-mail address. Undefined when the route names no field.
 */
export function fieldSubject({ limitPer }: Route, body: unknown): string | undefined {
  if (limitPer === undefined) return undefined
  const value = new Map<string, unknown>(Object.entries(Object(body))).get(limitPer)
  if (typeof value !== 'string') return undefined
  const account = value.normalize('NFKC').trim().toLowerCase()
  return `${limitPer}:${createHash('sha256').update(account).digest('base64url')}`
}

/**
 * Charges one request of all `subjects`, or of none, to the route's policy and returns the
 * headers that tell where they stand. Throws `request.limited` when one of them has to wait.
 */
export async function limitRequest(
  limits: Limits,
  route: Route,
  subjects: readonly string[],
): Promise<Record<string, string>> {
  const policy = limits.policies[route.limit ?? defaultPolicy]
  if (!policy) throw new TypeError(`No rate-limit policy is named ${route.limit}`)
  const taken = await limits.store.take(subjects.map((subject) => ({ policy, subject })))
  const decision = subjects.length > 1 ? tightestOfEach(taken) : taken
  if (!decision.allowed) throw rateLimitProblem(decision)
  return rateLimitHeaders(decision)
}

/** The headers name a window once: as the subject sees it that has fewer calls left. */
function tightestOfEach(decision: Decision): Decision {
  const byWindow = new Map<string, WindowState>()
  for (const state of decision.states) {
    const known = byWindow.get(state.window)
    if (!known || isTighter(state, known)) byWindow.set(state.window, state)
  }
  return { ...decision, states: [...byWindow.values()] }
}

function isTighter(state: WindowState, other: WindowState): boolean {
  if (state.remaining !== other.remaining) return state.remaining < other.remaining
  return state.resetMs > other.resetMs
}
