import { createHash } from 'node:crypto'
import type { Route } from '../contract/contract.ts'
import { limitedSubject } from '../edge/edge.ts'
import { isAnonymous, type Actor } from '../module/module.ts'
import {
  rateLimitHeaders,
  rateLimitProblem,
  type Charge,
  type Decision,
  type Policy,
  type RateLimitStore,
  type WindowState,
} from '../rate-limit/rate-limit.ts'

export interface Limits {
  readonly store: RateLimitStore
  /**
   * By the name that a route's `limit` says; `api` must be there. `organisation`, where there is
   * one, is charged besides for everybody who acts for an organisation, people and programs alike.
   */
  readonly policies: Readonly<Record<string, Policy>>
}

/** What one request costs. */
export interface Cost {
  /** The name of a policy; `api` unless told. */
  readonly limit?: string | undefined
  /** Each is charged to that policy. */
  readonly subjects: readonly string[]
  /** Who asks, once that is known. */
  readonly actor?: Actor | undefined
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
 * Charges one request of all subjects and the organisation, or of none, and returns the headers
 * that tell where they stand. Throws `request.limited` when one of them has to wait.
 */
export async function limitRequest(limits: Limits, cost: Cost): Promise<Record<string, string>> {
  const charges = chargesOf(limits, cost)
  const taken = await limits.store.take(charges)
  const decision = charges.length > 1 ? tightestOfEach(taken) : taken
  if (!decision.allowed) throw rateLimitProblem(decision)
  return rateLimitHeaders(decision)
}

function chargesOf(
  { policies }: Limits,
  { limit = defaultPolicy, subjects, actor }: Cost,
): Charge[] {
  const policy = policies[limit]
  if (!policy) throw new TypeError(`No rate-limit policy is named ${limit}`)
  const charges = subjects.map((subject) => ({ policy, subject }))
  const { organisation } = policies
  if (!organisation || !actor || !actsForOrganisation(actor)) return charges
  return [...charges, { policy: organisation, subject: `organisation:${actor.organisationId}` }]
}

/** Guests ask about an organisation, and who has no rights in it is a guest there too. */
function actsForOrganisation({ kind, actions }: Actor): boolean {
  return (kind === 'person' || kind === 'machine') && actions.size > 0
}

/** The headers name a window once: as the subject sees it that has fewer calls left. */
function tightestOfEach(decision: Decision): Decision {
  const byWindow = new Map<string, WindowState>()
  for (const state of decision.states) {
    const name = `${state.policy}-${state.window}`
    const known = byWindow.get(name)
    if (!known || isTighter(state, known)) byWindow.set(name, state)
  }
  return { ...decision, states: [...byWindow.values()] }
}

function isTighter(state: WindowState, other: WindowState): boolean {
  if (state.remaining !== other.remaining) return state.remaining < other.remaining
  return state.resetMs > other.resetMs
}
