import type { Module } from '../module/module.ts'
import type { Route } from '../contract/contract.ts'
import { idempotencyProblems } from '../idempotency/idempotency.ts'
import { requestProblems, type ProblemFactory } from '../problems/problems.ts'
import type { ListedProblem } from './problem-list.ts'

/** A route with what the documentation says about it besides. */
export interface Operation {
  readonly id: string
  readonly module: string
  readonly route: Route
  readonly problems: readonly ListedProblem[]
  /** Its calls are counted by the account that they are about, too. */
  readonly isPerAccount: boolean
}

export function listOperations(
  modules: readonly Pick<Module, 'name' | 'routes'>[],
  known: readonly ListedProblem[],
): Operation[] {
  const byCode = new Map(known.map((problem) => [problem.code, problem]))
  return modules.flatMap(({ name, routes }) =>
    routes.map(({ route, account }) => ({
      id: operationId(route),
      module: name,
      route,
      isPerAccount: account !== undefined,
      problems: codesOf(route)
        .flatMap((code) => byCode.get(code) ?? [])
        .sort((one, other) => one.status - other.status || (one.code < other.code ? -1 : 1)),
    })),
  )
}

/** `POST /bookings/:id/cancel` is `postBookingsByIdCancel`. */
export function operationId(route: Route): string {
  const words = route.path
    .replaceAll(/:([A-Za-z0-9]+)/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  return route.method.toLowerCase() + words.map(capitalised).join('')
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Every code that the operation can answer with: its own and those that its shape implies. */
function codesOf(route: Route): string[] {
  const { params, query, headers, body } = route.request ?? {}
  const factories: ProblemFactory[] = [
    ...anyRequest,
    ...(params || query || headers || body ? [requestProblems.invalid] : []),
    ...(params || route.access !== 'public' ? [requestProblems.notFound] : []),
    ...(route.access === 'public' ? [] : [requestProblems.forbidden]),
    ...(body || route.rawBody || route.streamBody
      ? [requestProblems.tooLarge, requestProblems.unsupportedMediaType]
      : []),
    ...keyProblems(route),
  ]
  return [...factories.map((factory) => factory.definition.code), ...(route.problems ?? [])]
}

const anyRequest = [
  requestProblems.malformed,
  requestProblems.unauthenticated,
  requestProblems.timeout,
  requestProblems.addressTooLong,
  requestProblems.limited,
  requestProblems.headersTooLarge,
  requestProblems.internal,
  requestProblems.unavailable,
  requestProblems.deadline,
]

function keyProblems({ idempotent }: Route): ProblemFactory[] {
  if (!idempotent) return []
  const { keyMissing, keyInvalid, mismatch, inProgress } = idempotencyProblems
  return [keyInvalid, mismatch, inProgress, ...(idempotent === 'required' ? [keyMissing] : [])]
}
