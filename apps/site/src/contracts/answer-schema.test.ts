import { assert, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answerCheck, type AnswerCheck } from './answer-check.ts'
import { changingRoutes } from '../api/changing.contract.ts'
import { makingRoutes } from '../api/making.contract.ts'
import { offerRoutes } from '../api/offer.contract.ts'
import { payingRoutes } from '../api/paying.contract.ts'
import { quotingRoutes } from '../api/quoting.contract.ts'
import { timesRoutes } from '../api/times.contract.ts'
import { answerSchemaOf } from './answer-schema.ts'
import { answersBy } from './fixtures/answers-by.ts'
import { wrongVariants } from './fixtures/wrong-variants.ts'

/** What a check says of an answer: what it takes from it, or where it is wrong. */
function verdict(check: AnswerCheck, answer: unknown): unknown {
  const read = check.safeParse(answer)
  if (read.success) return { data: read.data }
  // What is wrong by a function alone (`refine`) has the code `custom`.
  const issues = read.error.issues.filter(({ code }) => code !== 'custom')
  return { wrongAt: new Set(issues.map(({ path }) => path.join('.'))) }
}

const routes = {
  ...changingRoutes,
  ...makingRoutes,
  ...offerRoutes,
  ...payingRoutes,
  ...quotingRoutes,
  ...timesRoutes,
}

const checks = Object.entries(routes).map(([name, { responses }]) => {
  const [schema] = Object.values<{ readonly schema: z.ZodType }>(responses).map((one) => one.schema)
  if (!schema) throw new Error(`${name} has no answer`)
  return { name, schema, compiled: answerCheck(answerSchemaOf(schema)) }
})

test.each(checks)('$name: what the contract allows passes, unchanged', ({ schema, compiled }) => {
  assert(
    property(answersBy(schema), (answer) => {
      expect(verdict(compiled, answer)).toEqual({ data: answer })
    }),
  )
})

test.each(checks)('$name: what the contract refuses is refused, and where', (given) => {
  assert(
    property(answersBy(given.schema), (answer) => {
      const variants = wrongVariants(answer)
      const say = (check: AnswerCheck) =>
        variants.map(({ name, value }) => ({ name, verdict: verdict(check, value) }))
      expect(say(given.compiled)).toEqual(say(given.schema))
    }),
    { numRuns: 3 },
  )
})

describe('a schema that contracts may come to need', () => {
  test.each([
    [
      'a union',
      z.union([z.literal('a'), z.object({ b: z.int() })]),
      [{ b: 1, c: 2 }, 'a', 'b', {}],
    ],
    [
      'a choice by kind',
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('redirect'), url: z.url() }),
        z.object({ kind: z.literal('none') }),
      ]),
      [
        { kind: 'redirect', url: 'https://a.test/' },
        { kind: 'none', url: 1 },
      ],
    ],
    ['nothing', z.string().nullable(), ['a', null, 1]],
    ['more than nothing', z.number().positive(), [0, 0.1, -1]],
    ['a default', z.object({ a: z.int().default(3) }), [{}, { a: 4 }, { a: 'x' }]],
    ['lengths', z.string().min(2).max(3), ['😀', '😀😀😀', '😀😀😀😀', 'a', 'ab']],
    ['two patterns', z.string().regex(/^a/).regex(/b$/), ['ab', 'a', 'b']],
    [
      'a record by known names',
      z.record(z.enum(['a', 'b']), z.int()),
      [{ a: 1, b: 2 }, { a: 1 }, { a: 1, b: 2, c: 3 }, { a: 1, b: 'x' }],
    ],
    ['a record', z.record(z.string(), z.int()), [{}, { a: 1, b: 2 }, { a: 'x' }, []]],
    ['anything', z.object({ a: z.unknown() }), [{ a: { b: 1 } }, { a: null }]],
  ])('%s', (_, schema, answers) => {
    const compiled = answerCheck(answerSchemaOf(schema))
    const passes = (check: AnswerCheck) =>
      answers.map((answer) => {
        const read = check.safeParse(answer)
        return read.success ? { data: read.data } : 'refused'
      })
    expect(passes(compiled)).toEqual(passes(schema))
  })

  test.each([
    ['names by a pattern', z.record(z.string().regex(/^a/), z.int())],
    ['a pair', z.tuple([z.int(), z.int()])],
    ['steps', z.array(z.number().multipleOf(5))],
    ['a date', z.date()],
  ])('%s: what the check does not know, the build refuses', (_, schema) => {
    expect(() => answerSchemaOf(schema)).toThrow()
  })
})

test('what only a function says guards what guests send, and is left out', () => {
  const compiled = answerCheck(answerSchemaOf(z.string().refine((text) => text !== 'no')))
  expect(compiled.safeParse('no').success).toBe(true)
})
