import type { FieldError, ProblemDocument } from '@holdfast/kernel/contract'

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
    code: typeof document.code === 'string' ? document.code : `http.${response.status}`,
    detail: typeof document.detail === 'string' ? document.detail : '',
    correlationId: document.correlationId ?? response.headers.get('x-correlation-id') ?? undefined,
    errors: Array.isArray(document.errors) ? document.errors : [],
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

async function readDocument(response: Response): Promise<Partial<ProblemDocument>> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}
