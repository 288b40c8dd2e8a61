import type { Route, RouteResponse } from '../contract/contract.ts'
import { Answered } from '../module/module.ts'
import type { StoredResponse } from '../idempotency/idempotency.ts'

/** The verb's answer as it goes over the wire, and the declared response that it is. */
export interface RenderedAnswer {
  readonly response: StoredResponse
  readonly declared: RouteResponse
}

/**
 * Turns what a verb returned into status, headers and body. Throws a TypeError, which is
 * a defect of the verb, when the contract does not declare that status.
 */
export function renderAnswer(route: Route, result: unknown): RenderedAnswer {
  const { status, body, headers } =
    result instanceof Answered
      ? result
      : { status: defaultStatus(route), body: result, headers: {} }
  const declared = route.responses[status]
  if (!declared) throw new TypeError(`${route.method} ${route.path} declares no ${status} response`)
  const ownHeaders = lowerCased(headers)
  if (!declared.schema && !declared.contentType) {
    return { response: { status, headers: ownHeaders, body: '' }, declared }
  }
  const contentType = declared.contentType ?? 'application/json'
  return {
    response: {
      status,
      headers: { 'content-type': withCharset(contentType), ...ownHeaders },
      body: isJson(contentType) ? (JSON.stringify(body) ?? '') : String(body),
    },
    declared,
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
}

export function isJson(contentType: string): boolean {
  return contentType.startsWith('application/json')
}

function withCharset(contentType: string): string {
  return contentType.startsWith('text/') && !contentType.includes('charset')
    ? `${contentType}; charset=utf-8`
    : contentType
}

/** The lowest success status that the route declares. */
function defaultStatus(route: Route): number {
  const success = Object.keys(route.responses)
    .map(Number)
    .find((status) => status >= 200 && status < 300)
  if (success === undefined) throw new TypeError(`${route.method} ${route.path} has no success`)
  return success
}
