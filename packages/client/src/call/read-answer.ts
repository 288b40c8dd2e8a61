import type { Route } from '@holdfast/kernel/contract'
import type { CallFacts, Failures } from '../errors/failures.ts'
import { readRetryAfter } from './retry-after.ts'

/** What the service said, checked: the value, and the text that it was read from. */
export interface Answer {
  readonly status: number
  readonly value: unknown
  readonly text: string
}

export interface AnswerReader {
  readonly failures: Failures
  readonly now: () => Date
}

/**
 * Reads a response to its end. Throws the failure that it stands for; `InvalidResponse` when
 * it is a success that the contract does not know.
 */
export async function readAnswer(
  response: Response,
  call: CallFacts & { readonly route: Route },
  { failures, now }: AnswerReader,
): Promise<Answer> {
  const { status, headers } = response
  const text = await response.text()
  if (status >= 400) {
    throw failures.refused(call, {
      status,
      document: documentIn(text),
      correlationId: headers.get('x-correlation-id') ?? undefined,
      retryAfterMs: readRetryAfter(headers, now()),
    })
  }
  const read = readBody(call.route, status, text)
  if (read.issues) {
    const isRead = call.route.method === 'GET'
    throw failures.unreadable(call, { status, ...read, isRead })
  }
  return { status, value: read.value, text }
}

type Body =
  | { readonly value: unknown; readonly issues?: never }
  | { readonly isJson: boolean; readonly issues: readonly string[] }

/** The body of a success, checked by the contract. What the contract does not name is left out. */
export function readBody(route: Route, status: number, text: string): Body {
  const response = route.responses[status]
  const json = parseJson(text)
  const isJson = json !== undefined || text === ''
  if (!response) return { isJson, issues: [`status ${status} is not in the contract`] }
  if (!response.schema) return { value: undefined }
  // A file, such as CSV, is its text.
  if (response.contentType?.startsWith('text/')) return { value: text }
  if (json === undefined) return { isJson, issues: ['the body is not JSON'] }
  const read = response.schema.safeParse(json.value)
  if (read.success) return { value: read.data }
  const issues = read.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`)
  return { isJson, issues }
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function documentIn(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text)?.value
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
