import type { z } from 'zod'

/**
 * The query as an object: a name that is given twice, or whose schema is a list, becomes a
 * list. A list where the contract wants one value is refused by the contract.
 */
export function readQuery(
  parameters: URLSearchParams,
  schema: z.ZodObject | undefined,
): Record<string, string | string[]> {
  const entries = [...new Set(parameters.keys())].map((name) => {
    const values = parameters.getAll(name)
    const [only] = values
    const isOne = values.length === 1 && only !== undefined && !isList(schema?.shape[name])
    return [name, isOne ? only : values] as const
  })
  return Object.fromEntries(entries)
}

function isList(schema: unknown): boolean {
  let current = schema
  while (isWrapper(current)) current = current.def.innerType
  return isNode(current) && current.def.type === 'array'
}

interface Node {
  readonly def: { readonly type: string; readonly innerType?: unknown }
}

function isNode(schema: unknown): schema is Node {
  return typeof schema === 'object' && schema !== null && 'def' in schema
}

function isWrapper(schema: unknown): schema is Node & { readonly def: { innerType: unknown } } {
  return isNode(schema) && schema.def.innerType !== undefined
}
