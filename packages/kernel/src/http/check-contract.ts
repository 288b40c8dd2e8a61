import { z } from 'zod'
import type { Route } from '../contract/contract.ts'
import type { Module } from '../module/module.ts'
import { cacheTags, findWrongCaching } from './check-caching.ts'
import { defaultPolicy } from './limit-requests.ts'
import { listProblems } from './problem-list.ts'

/**
 * Throws an Error that names every defect of the modules' contracts: what no type can say and
 * what a reader of the contract, the client or the documentation would trip over later.
 */
export function checkContract(
  modules: readonly Module[],
  policies: Readonly<Record<string, unknown>>,
): void {
  const codes = new Set(listProblems(modules).map(({ code }) => code))
  const routes = modules.flatMap((module) => module.routes.map(({ route }) => route))
  const tags = cacheTags(routes)
  const defects = [
    ...findTwins(routes),
    ...routes.flatMap((route) => findDefects(route, { codes, policies, tags })),
  ]
  if (defects.length > 0) throw new Error(`The contracts are wrong:\n  ${defects.join('\n  ')}`)
}

export function operationName(route: Route): string {
  return `${route.method} ${route.path}`
}

/** The names of the parameters in a route's path. */
export function pathParameters(route: Route): string[] {
  return [...route.path.matchAll(/:([A-Za-z0-9_]+)/g)].flatMap(([, name]) => name ?? [])
}

function findTwins(routes: readonly Route[]): string[] {
  const names = routes.map((route) => `${route.method} ${route.path.replaceAll(/:[^/]+/g, ':x')}`)
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `${name}: two routes for one address`)
}

interface Known {
  readonly codes: ReadonlySet<string>
  readonly policies: Readonly<Record<string, unknown>>
  readonly tags: ReadonlySet<string>
}

function findDefects(route: Route, { codes, policies, tags }: Known): string[] {
  const limit = route.limit ?? defaultPolicy
  const unknownCodes = (route.problems ?? []).filter((code) => !codes.has(code))
  const defects = [
    ...unknownCodes.map((code) => `no module declares the problem ${code}`),
    ...(limit in policies ? [] : [`no rate-limit policy is named ${limit}`]),
    ...(sameParameters(route) ? [] : ['request.params and the path name different parameters']),
    ...(hasSuccess(route) ? [] : ['no response says how it succeeds']),
    ...(hasValidDates(route) ? [] : ['deprecated.since and deprecated.sunset must be ISO dates']),
    ...findWrongAccess(route),
    ...findWrongRawBody(route),
    ...findWrongStreamBody(route),
    ...findWrongStream(route),
    ...(hasLimitedField(route) ? [] : [`limitPer: the body has no text named ${route.limitPer}`]),
    ...(route.cookies && route.idempotent
      ? ['a route that sets cookies can not be idempotent']
      : []),
    ...findWrongCaching(route, tags),
    ...findLenientObjects(route),
    ...findWrongExamples(route),
  ]
  return defects.map((defect) => `${operationName(route)}: ${defect}`)
}

/** Nobody may do what no action names, and an action that nobody looks at protects nothing. */
function findWrongAccess({ access, action, peopleOnly }: Route): string[] {
  if (peopleOnly && access !== 'operator') return ['peopleOnly is for access operator']
  const needsAction = access === 'guest' || access === 'operator'
  if (!needsAction) return action === undefined ? [] : [`access ${access} takes no action`]
  if (action === undefined) return [`access ${access} needs an action, such as things.read`]
  return actionPattern.test(action) ? [] : [`the action ${action} is not written things.read`]
}

const actionPattern = /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/

/** A parsed body and its bytes can not both be asked for, and a key is compared by what was parsed. */
function findWrongRawBody({ rawBody, request, idempotent, method }: Route): string[] {
  if (!rawBody) return []
  return [
    ...(request?.body ? ['a route with rawBody declares no request.body'] : []),
    ...(idempotent ? ['a route with rawBody can not be idempotent'] : []),
    ...(method === 'GET' ? ['a GET has no rawBody'] : []),
  ]
}

/** What was never there in full can be neither parsed nor compared, and must end somewhere. */
function findWrongStreamBody(route: Route): string[] {
  const { streamBody, rawBody, request, idempotent, method, maxBodyBytes } = route
  if (!streamBody) return []
  return [
    ...(request?.body || rawBody ? ['a route with streamBody declares no other body'] : []),
    ...(idempotent ? ['a route with streamBody can not be idempotent'] : []),
    ...(method === 'GET' ? ['a GET has no streamBody'] : []),
    ...(maxBodyBytes === undefined ? ['a route with streamBody names its maxBodyBytes'] : []),
  ]
}

/** What comes bit by bit is neither stored under a key nor kept. */
function findWrongStream({ stream, method, idempotent, cache }: Route): string[] {
  const isPlainGet = method === 'GET' && !idempotent && !cache
  return stream && !isPlainGet ? ['a route that streams is a GET without a key or a cache'] : []
}

/** It may be absent: then the caller alone is charged. */
function hasLimitedField({ limitPer, request }: Route): boolean {
  if (limitPer === undefined) return true
  if (!request?.body) return false
  const json = z.toJSONSchema(request.body, { io: 'output', unrepresentable: 'any' })
  const field = new Map(Object.entries(json.properties ?? {})).get(limitPer)
  return typeof field === 'object' && field.type === 'string'
}

function sameParameters(route: Route): boolean {
  const declared = Object.keys(route.request?.params?.shape ?? {})
  return declared.toSorted().join() === pathParameters(route).toSorted().join()
}

function hasSuccess(route: Route): boolean {
  return Object.keys(route.responses).some(
    (status) => Number(status) >= 200 && Number(status) < 400,
  )
}

function hasValidDates({ deprecated }: Route): boolean {
  if (!deprecated) return true
  return [deprecated.since, deprecated.sunset].every((date) => !Number.isNaN(Date.parse(date)))
}

/** Unknown fields are refused, so each object of a request must say what it does with them. */
function findLenientObjects(route: Route): string[] {
  const { params, query, body } = route.request ?? {}
  return Object.entries({ params, query, body }).flatMap(([part, schema]) => {
    if (!schema) return []
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' })
    return hasLenientObject(json)
      ? [`request.${part} has a z.object; write z.strictObject or, on purpose, z.looseObject`]
      : []
  })
}

function hasLenientObject(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false
  if ('properties' in json && !('additionalProperties' in json)) return true
  return Object.values(json).some(hasLenientObject)
}

function findWrongExamples(route: Route): string[] {
  const { exampleBody, request, responses } = route
  const isBodyWrong = exampleBody !== undefined && !request?.body?.safeParse(exampleBody).success
  const wrongStatuses = Object.entries(responses)
    .filter(
      ([, { example, schema }]) => example !== undefined && !schema?.safeParse(example).success,
    )
    .map(([status]) => `the example of response ${status} does not match its schema`)
  return isBodyWrong ? ['exampleBody does not match its schema', ...wrongStatuses] : wrongStatuses
}
