import type { AnyInput, Call } from './operation.ts'

/** When cookies go along. */
export type Credentials = 'same-origin' | 'include' | 'omit'

export interface RequestFacts {
  readonly correlationId: string
  readonly idempotencyKey: string | undefined
  readonly credentials: Credentials
}

/** The address of a call, with its parameters and its query. Throws TypeError when one is missing. */
export function addressOf({ route, input }: Call, baseUrl: string): string {
  if (baseUrl === '' && !('location' in globalThis)) {
    throw new TypeError('outside of a page a client needs a baseUrl')
  }
  const search = searchOf(input).toString()
  return `${baseUrl}/api/v1${fillPath(route.path, input)}${search === '' ? '' : `?${search}`}`
}

/** `/bookings/:id` with what `:id` stands for. Throws TypeError when it stands for nothing. */
function fillPath(template: string, { params }: AnyInput): string {
  return template.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params?.[name]
    if (value === undefined || value === '') throw new TypeError(`${template} needs ${name}`)
    return encodeURIComponent(String(value))
  })
}

/** A cache tag with the values of its parameters: `bookings/:id`. */
export function fillTag(tag: string, { params }: AnyInput): string {
  return tag.replaceAll(/:(\w+)/g, (whole, name: string) => String(params?.[name] ?? whole))
}

function searchOf({ query }: AnyInput): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one))
    }
  }
  return search
}

/** The request of a call, the same for each of its attempts. */
export function requestOf({ route, input, options }: Call, facts: RequestFacts): RequestInit {
  const json = route.request?.body ? JSON.stringify(input.body ?? {}) : undefined
  const body = route.streamBody ? blobOf(input) : json
  const headers: Record<string, string> = {
    accept: 'application/json',
    'x-correlation-id': facts.correlationId,
  }
  if (json !== undefined) headers['content-type'] = 'application/json'
  if (facts.idempotencyKey) headers['idempotency-key'] = facts.idempotencyKey
  if (options.accessToken) headers['authorization'] = `Bearer ${options.accessToken}`
  return {
    method: route.method,
    headers,
    credentials: facts.credentials,
    ...(body === undefined ? {} : { body }),
  }
}

/** Its own type goes along as the content type. */
function blobOf({ body }: AnyInput): Blob {
  if (body instanceof Blob) return body
  throw new TypeError('this route takes a Blob')
}
