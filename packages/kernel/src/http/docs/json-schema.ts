/** The parts of a JSON Schema that the page shows. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly example?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

const indent = '  '

/** A schema as people write it: `{ limit?: whole number, 1 to 100 (else 50) }`. */
export function sketch(schema: JsonSchema, margin = ''): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'object'
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((one) => sketch(one, margin)).join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => sketch(one, margin)).join(' & ')
  if (schema.items) return `[ ${sketch(schema.items, margin)} ]`
  if (schema.properties) return sketchObject(schema, margin)
  return sketchScalar(schema)
}

function sketchObject({ properties = {}, required = [] }: JsonSchema, margin: string): string {
  const inner = margin + indent
  const lines = Object.entries(properties).map(([name, member]) => {
    const mark = required.includes(name) ? '' : '?'
    const remark = member.description === undefined ? '' : `  // ${member.description}`
    return `${inner}${name}${mark}: ${sketch(member, inner)}${remark}`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${margin}}`
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true | false',
  date: 'date (YYYY-MM-DD)',
  'date-time': 'instant',
  uuid: 'id (UUID)',
  email: 'e-mail address',
}

function sketchScalar(schema: JsonSchema): string {
  const type = typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'any')
  const name = words[schema.format ?? ''] ?? schema.format ?? words[type] ?? type
  const otherwise = schema.default === undefined ? '' : ` (else ${JSON.stringify(schema.default)})`
  return `${name}${form(schema)}${range(schema)}${otherwise}`
}

/** What a text must look like, unless its name says so already. */
function form({ format, pattern, example }: JsonSchema): string {
  if (format !== undefined) return ''
  if (example !== undefined) return ` such as ${JSON.stringify(example)}`
  return pattern === undefined ? '' : ` of the form ${pattern}`
}

function range({ minimum, maximum, minLength, maxLength }: JsonSchema): string {
  if (maxLength !== undefined) return `, ${minLength ?? 0} to ${maxLength} characters`
  const low = unlessEndless(minimum)
  const high = unlessEndless(maximum)
  if (low !== undefined && high !== undefined) return `, ${low} to ${high}`
  if (low !== undefined) return `, at least ${low}`
  return high === undefined ? '' : `, at most ${high}`
}

/** A bound that somebody chose: zod gives every integer the bounds of exact arithmetic. */
function unlessEndless(bound: number | undefined): number | undefined {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound
}

const samples: Readonly<Record<string, unknown>> = {
  string: 'text',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  uuid: '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11',
  email: 'ada@example.com',
  date: '2030-06-15',
  'date-time': '2030-06-15T10:00:00Z',
}

/** A value of a schema's shape, to start from; not always one that the schema accepts. */
export function sample(schema: JsonSchema): unknown {
  if (schema.example !== undefined) return schema.example
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  if (choice) return sample(choice)
  if (schema.properties) {
    const needed = Object.entries(schema.properties).filter(([name]) =>
      schema.required?.includes(name),
    )
    return Object.fromEntries(needed.map(([name, member]) => [name, sample(member)]))
  }
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  return samples[schema.format ?? ''] ?? samples[type ?? ''] ?? null
}
