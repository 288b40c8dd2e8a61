import type { RawRequest } from '../../contract/contract.ts'

/** The `id` of a JSON body; undefined when there is none. */
export function idOfJson({ body }: RawRequest): string | undefined {
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(body))
    const isObject = typeof content === 'object' && content !== null
    const id = isObject && 'id' in content ? content.id : undefined
    return typeof id === 'string' ? id : undefined
  } catch {
    return undefined
  }
}
