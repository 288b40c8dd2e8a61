import type { StoredResponse } from '../idempotency/idempotency.ts'
import { isUuid } from '../ids/ids.ts'

/** What a keyed answer is about: the ids in its path, and the `id` of what it shows or made. */
export function subjectsOfAnswer(
  params: Readonly<Record<string, string>>,
  { headers, body }: StoredResponse,
): readonly string[] {
  const shown = headers['content-type']?.startsWith('application/json') ? idIn(body) : undefined
  const ids = [...Object.values(params).map((value) => value.toLowerCase()), shown]
  return [...new Set(ids)].filter(isId)
}

function idIn(body: string): unknown {
  const parsed: unknown = JSON.parse(body)
  return typeof parsed === 'object' && parsed !== null && 'id' in parsed ? parsed.id : undefined
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && isUuid(value)
}
