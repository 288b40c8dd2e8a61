/** What is wrong with one field, in words for a person. */
export interface FieldError {
  /** Where the field is, such as `contact.email`. */
  readonly path: string
  readonly code: string
  readonly text: string
}

/** Why a call did not succeed. */
export type Failure =
  | { readonly kind: 'offline' | 'network' | 'timeout' }
  | ({ readonly kind: 'problem' } & ProblemFacts)

export interface ProblemFacts {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly correlationId: string | undefined
  readonly errors: readonly FieldError[]
  /** How long the server asks to wait. */
  readonly retryAfterMs: number | undefined
  /** The whole document, for members that only some problems have. */
  readonly document: Readonly<Record<string, unknown>>
}

/** What a call came to. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure }

/** Reads an answer that is no success. Whatever its body is, this does not throw. */
export async function readFailure(response: Response, now: Date): Promise<Failure> {
  const document = await readDocument(response)
  return {
    kind: 'problem',
    status: response.status,
    code: textIn(document, 'code') ?? `http.${response.status}`,
    detail: textIn(document, 'detail') ?? '',
    correlationId:
      textIn(document, 'correlationId') ?? response.headers.get('x-correlation-id') ?? undefined,
    errors: fieldErrorsIn(document['errors']),
    retryAfterMs: readRetryAfter(response.headers.get('retry-after'), now),
    document,
  }
}

/** `Retry-After` in milliseconds: seconds or an HTTP date. */
export function readRetryAfter(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime())
}

async function readDocument(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? { ...body } : {}
  } catch {
    return {}
  }
}

function textIn(document: Record<string, unknown>, name: string): string | undefined {
  const value = document[name]
  return typeof value === 'string' ? value : undefined
}

function fieldErrorsIn(value: unknown): readonly FieldError[] {
  return Array.isArray(value) ? value.filter(isFieldError) : []
}

function isFieldError(value: unknown): value is FieldError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    typeof value.path === 'string' &&
    'text' in value &&
    typeof value.text === 'string'
  )
}
