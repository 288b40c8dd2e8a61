import type { Route } from '@holdfast/kernel/contract'
import type { Caller } from './callers.ts'

/** Where the object of a call is, seen from the caller's business and station. */
export const places = ['own', 'elsewhere', 'foreign'] as const
export type Place = (typeof places)[number]

/** `answered`: whatever the verb has to say. Otherwise the refusal, by its status. */
export type Outcome = 'answered' | 401 | 403 | 404

export interface Cell {
  readonly caller: Caller
  readonly route: Pick<Route, 'access' | 'action'>
  readonly place: Place
  /** Whether the object belongs to a station, so that somebody limited to another has none. */
  readonly hasStation: boolean
  /** Whether the object belongs to who made it alone. */
  readonly isPersonal?: boolean
}

/**
 * What the contract and the role table say about one call. Written on its own, not with the code
 * that it judges: first whether the caller may at all, then whether the object is in their reach.
 */
export function expectedOutcome(cell: Cell): Outcome {
  return refusal(cell) ?? (isWithinReach(cell) ? 'answered' : 404)
}

/** What makes something that no limit can name yet. */
const neverLimited: ReadonlySet<string> = new Set(['stations.create'])

function refusal({ caller, route }: Cell): 401 | 403 | undefined {
  if (route.access === 'public') return undefined
  if (caller.kind === 'anonymous') return 401
  if (route.access === 'person') return caller.kind === 'person' ? undefined : 403
  if (route.access === 'operator' && caller.kind === 'link') return 403
  const { action = '' } = route
  if (caller.isLimited && neverLimited.has(action)) return 403
  return caller.actions.has(action) ? undefined : 403
}

function isWithinReach({ caller, route, place, hasStation, isPersonal }: Cell): boolean {
  if (place === 'own') return true
  if (place === 'foreign') return false
  // Another object of the same business: a link opens one, a person has what is theirs alone.
  if (route.access === 'person' || isPersonal) return false
  if (caller.kind === 'link' && route.access === 'guest') return false
  return !(hasStation && caller.isLimited)
}
