import { isJson, type RenderedAnswer } from './render-answer.ts'

/**
 * Compares an answer with its contract, as it goes over the wire, and says what is wrong
 * with it: a value of the wrong shape, or a field that the contract does not know, which is
 * how private data leaks. Undefined when it is as promised. The text holds no values.
 */
export function findMismatch({ response, declared }: RenderedAnswer): string | undefined {
  if (!declared.schema || !isJson(declared.contentType ?? 'application/json')) return undefined
  const wire: unknown = response.body === '' ? undefined : JSON.parse(response.body)
  const result = declared.schema.safeParse(wire)
  if (!result.success) {
    const { path, code } = result.error.issues[0] ?? { path: [], code: 'unknown' }
    return `${path.join('.') || 'the body'}: ${code}`
  }
  const extra = findExtra(wire, result.data)
  return extra === undefined ? undefined : `${extra}: not in the contract`
}

/** The path of a field that is on the wire and that parsing dropped. */
function findExtra(wire: unknown, parsed: unknown): string | undefined {
  if (!isObject(wire) || !isObject(parsed)) return undefined
  for (const [name, value] of Object.entries(wire)) {
    if (!(name in parsed)) return name
    const inner = findExtra(value, parsed[name])
    if (inner !== undefined) return `${name}.${inner}`
  }
  return undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
