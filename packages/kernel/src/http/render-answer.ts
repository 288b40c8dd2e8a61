import type { Route, RouteResponse } from '../contract/contract.ts'
import { Answered, type AnswerHeaders } from '../module/module.ts'
import type { StoredResponse } from '../idempotency/idempotency.ts'

/** The verb's answer as it goes over the wire, and the declared response that it is. */
export interface RenderedAnswer {
  readonly response: StoredResponse
  /** The values of `Set-Cookie`: apart, because they are never stored. */
  readonly cookies: readonly string[]
  readonly declared: RouteResponse
  /** The body where it is no text, such as a PDF: it is never stored. */
  readonly bytes?: Uint8Array<ArrayBuffer>
}

/**
 * Turns what a verb returned into status, headers and body. Throws a TypeError, which is
 * a defect of the verb, when the contract declares neither that status nor the cookies.
 */
export function renderAnswer(route: Route, result: unknown): RenderedAnswer {
  const { status, body, headers } =
    result instanceof Answered
      ? result
      : { status: defaultStatus(route), body: result, headers: {} }
  const declared = route.responses[status]
  if (!declared) throw new TypeError(`${route.method} ${route.path} declares no ${status} response`)
  const { cookies, ...own } = splitHeaders(headers)
  if (cookies.length > 0 && !route.cookies) {
    throw new TypeError(`${route.method} ${route.path} declares no cookies`)
  }
  if (!declared.schema && !declared.contentType) {
    return { response: { status, headers: own.headers, body: '' }, cookies, declared }
  }
  const contentType = declared.contentType ?? 'application/json'
  if (body instanceof Uint8Array) {
    const response = { status, headers: { 'content-type': contentType, ...own.headers }, body: '' }
    return { response, cookies, declared, bytes: new Uint8Array(body) }
  }
  return {
    response: {
      status,
      headers: { 'content-type': withCharset(contentType), ...own.headers },
      body: isJson(contentType) ? (JSON.stringify(body) ?? '') : String(body),
    },
    cookies,
    declared,
  }
}

/** Lower-cased, and with the cookies apart: their values can not be joined to one header. */
function splitHeaders(given: AnswerHeaders) {
  const headers: Record<string, string> = {}
  let cookies: readonly string[] = []
  for (const [name, value] of Object.entries(given)) {
    const values = typeof value === 'string' ? [value] : value
    if (name.toLowerCase() === 'set-cookie') cookies = values
    else headers[name.toLowerCase()] = values.join(', ')
  }
  return { headers, cookies }
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
