/** The part of JSON Schema that answers are described in. The build refuses any other. */
export interface AnswerSchema {
  readonly type?: JsonType | readonly JsonType[]
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly AnswerSchema[]
  readonly allOf?: readonly AnswerSchema[]
  readonly pattern?: string
  readonly format?: 'uri'
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly items?: AnswerSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, AnswerSchema>>
  readonly required?: readonly string[]
  /** What is not named is left out when this is absent, refused when it is false, else checked. */
  readonly additionalProperties?: false | AnswerSchema
}

type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'object' | 'array'

/** What is wrong and where, in the terms of zod. */
interface Issue {
  readonly path: readonly PropertyKey[]
  readonly code: string
}

/** The part of a zod schema that the client calls. */
export interface AnswerCheck {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: unknown }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } }
}

/** Checks answers as the zod schema does that was compiled, for a twentieth of its weight. */
export function answerCheck(schema: AnswerSchema): AnswerCheck {
  return {
    safeParse(value) {
      const issues: Issue[] = []
      const data = read(schema, value, { path: [], issues })
      return issues.length === 0 ? { success: true, data } : { success: false, error: { issues } }
    },
  }
}

interface Place {
  readonly path: readonly PropertyKey[]
  readonly issues: Issue[]
}

/** The value without what the schema does not name. */
function read(schema: AnswerSchema, value: unknown, place: Place): unknown {
  if (value === undefined && 'default' in schema) return schema.default
  if (schema.anyOf) return readFirst(schema.anyOf, value, place)
  const allowed = 'const' in schema ? [schema.const] : schema.enum
  if (allowed && !allowed.includes(value)) return refuse(place, 'invalid_value')
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.some((type) => isOfType[type](value))) {
    return refuse(place, 'invalid_type')
  }
  if (typeof value === 'string') checkText(schema, value, place)
  if (typeof value === 'number') checkNumber(schema, value, place)
  for (const part of schema.allOf ?? []) read(part, value, place)
  if (Array.isArray(value)) return readItems(schema, value, place)
  return isObject(value) ? readMembers(schema, value, place) : value
}

const isOfType: Readonly<Record<JsonType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: (value) => Array.isArray(value),
  object: isObject,
}

function readFirst(schemas: readonly AnswerSchema[], value: unknown, place: Place): unknown {
  const tag = tagOf(schemas)
  if (tag !== undefined && isObject(value)) {
    const kind: unknown = Reflect.get(value, tag)
    const meant = schemas.find(({ properties }) => properties?.[tag]?.const === kind)
    return meant ? read(meant, value, place) : refuse(within(place, tag), 'invalid_union')
  }
  for (const schema of schemas) {
    const result = answerCheck(schema).safeParse(value)
    if (result.success) return result.data
  }
  return refuse(place, 'invalid_union')
}

/** The member whose constants tell the choices apart, so that what is wrong is said of the one meant. */
function tagOf(schemas: readonly AnswerSchema[]): string | undefined {
  const names = Object.keys(schemas[0]?.properties ?? {})
  return names.find((name) =>
    schemas.every(({ properties }) => 'const' in Object(properties?.[name])),
  )
}

function checkText(schema: AnswerSchema, text: string, place: Place): void {
  const { pattern, format, minLength = 0, maxLength = Infinity } = schema
  if (pattern !== undefined && !new RegExp(pattern).test(text)) refuse(place, 'invalid_format')
  if (format === 'uri' && !URL.canParse(text)) refuse(place, 'invalid_format')
  // Characters, of which some are two units of the text.
  checkSize(Array.from(text).length, [minLength, maxLength], place)
}

function checkNumber(schema: AnswerSchema, number: number, place: Place): void {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum } = schema
  checkSize(number, [minimum, maximum], place)
  if (exclusiveMinimum !== undefined && number <= exclusiveMinimum) refuse(place, 'too_small')
  if (exclusiveMaximum !== undefined && number >= exclusiveMaximum) refuse(place, 'too_big')
}

function checkSize(size: number, [least, most]: readonly [number, number], place: Place): void {
  if (size < least) refuse(place, 'too_small')
  if (size > most) refuse(place, 'too_big')
}

function readItems(schema: AnswerSchema, values: readonly unknown[], place: Place): unknown {
  const { items = {}, minItems = 0, maxItems = Infinity } = schema
  checkSize(values.length, [minItems, maxItems], place)
  return values.map((value, index) => read(items, value, within(place, index)))
}

function readMembers(schema: AnswerSchema, value: object, place: Place): unknown {
  const { properties = {}, additionalProperties: other } = schema
  if (!schema.properties && !other) return value
  const given: Readonly<Record<string, unknown>> = { ...value }
  const more = Object.keys(given).filter((name) => !Object.hasOwn(properties, name))
  if (other === false && more.length > 0) refuse(place, 'unrecognized_keys')
  const named = Object.entries(properties).filter(
    ([name, member]) => given[name] !== undefined || 'default' in member || isNeeded(schema, name),
  )
  const members = [...named, ...(other ? more.map((name) => [name, other] as const) : [])]
  return Object.fromEntries(
    members.map(([name, member]) => [name, read(member, given[name], within(place, name))]),
  )
}

function isNeeded({ required = [] }: AnswerSchema, name: string): boolean {
  return required.includes(name)
}

function within({ path, issues }: Place, step: PropertyKey): Place {
  return { path: [...path, step], issues }
}

function refuse({ path, issues }: Place, code: string): undefined {
  issues.push({ path, code })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
