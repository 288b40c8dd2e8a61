import { z } from 'zod'
import type { AnswerSchema } from './answer-check.ts'

type JsonSchema = z.core.JSONSchema.JSONSchema
type Inner = z.core.JSONSchema._JSONSchema

/**
 * A schema of an answer as data. Of what only a function can say (`refine`, `overwrite`) nothing
 * is left: it guards what guests send, and the service has applied it. Throws where anything else
 * would be lost.
 */
export function answerSchemaOf(schema: z.ZodType): AnswerSchema {
  return plain(z.toJSONSchema(schema, { io: 'output', override: openWhereZodIs }), 'answer')
}

/** An object of zod leaves out what it does not name, unless it is strict. */
function openWhereZodIs({ zodSchema, jsonSchema }: Overridden): void {
  const { def } = zodSchema._zod
  if (def.type === 'object' && !('catchall' in def && def.catchall)) {
    delete jsonSchema.additionalProperties
  }
}

type Overridden = Parameters<NonNullable<z.core.ToJSONSchemaParams['override']>>[0]

function plain(schema: Inner | readonly Inner[], at: string): AnswerSchema {
  if (typeof schema === 'boolean' || 'length' in schema) throw unknown(at, schema)
  const { properties, items, anyOf, oneOf, allOf, additionalProperties, ...own } =
    withNamedMembers(schema)
  const choices = anyOf ?? oneOf
  const isClosed = additionalProperties === false
  return {
    ...ownKeywords(own, at),
    ...(choices && { anyOf: choices.map((one) => plain(one, at)) }),
    ...(allOf && { allOf: allOf.map((one) => plain(one, at)) }),
    ...(items !== undefined && { items: plain(items, `${at}[]`) }),
    ...(properties && { properties: membersOf(properties, at) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: isClosed ? false : plain(additionalProperties, `${at}.*`),
    }),
  }
}

function membersOf(
  properties: Readonly<Record<string, Inner>>,
  at: string,
): Record<string, AnswerSchema> {
  const members = Object.entries(properties)
  return Object.fromEntries(members.map(([name, one]) => [name, plain(one, `${at}.${name}`)]))
}

/** A record whose names are known is an object with these members and no other. */
function withNamedMembers({ propertyNames, ...schema }: JsonSchema): JsonSchema {
  const { enum: names, type: _, ...rules } = Object(propertyNames)
  if (Object.keys(rules).length > 0) throw unknown('propertyNames', rules)
  const { additionalProperties: member } = schema
  if (names === undefined || member === undefined) return schema
  const properties = Object.fromEntries(
    Array.from<string, [string, Inner]>(names, (name) => [name, member]),
  )
  return { ...schema, properties, additionalProperties: false }
}

/** The keywords that hold no further schema. */
function ownKeywords(schema: JsonSchema, at: string): AnswerSchema {
  const kept = Object.entries(schema).filter(([name, value]) => {
    if (isLeftOut(name, value, schema)) return false
    if (name === 'format' ? value === 'uri' : known.has(name)) return true
    throw unknown(`${at}: ${name}`, value)
  })
  return Object.fromEntries(kept)
}

/** What is said twice, to people, or of every integer in JSON. */
function isLeftOut(name: string, value: unknown, { pattern }: JsonSchema): boolean {
  if (name === 'format') return pattern !== undefined
  return (
    forPeople.has(name) ||
    (name === 'minLength' && value === 0) ||
    (name === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
    (name === 'maximum' && value === Number.MAX_SAFE_INTEGER)
  )
}

const forPeople = new Set(['$schema', 'title', 'description', 'example', 'examples', 'deprecated'])

const known = new Set<string>([
  'type',
  'default',
  'enum',
  'const',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'required',
] satisfies readonly (keyof AnswerSchema)[])

function unknown(at: string, value: unknown): Error {
  return new Error(`the check of answers does not know ${at}: ${JSON.stringify(value)}`)
}
