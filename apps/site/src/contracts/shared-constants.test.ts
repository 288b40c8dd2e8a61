import { assert, array, json, property } from 'fast-check'
import { expect, test } from 'vitest'
import { shareConstants } from './shared-constants.ts'

test('whatever the values are, the code makes the same', () => {
  assert(
    property(array(json().map((text): unknown => JSON.parse(text))), (values) => {
      const twice = [...values, { again: values }]
      expect(valuesOf(twice)).toEqual(twice)
    }),
  )
})

test('what occurs in several places is written once', () => {
  const money = { type: 'object', required: ['amount', 'currency', 'exponent'] }
  const price = { properties: { total: money, deposit: money } }
  const { constants, expressions } = shareConstants([price, { properties: { price } }])
  expect([...constants, ...expressions].join('\n').split('exponent')).toHaveLength(2)
})

/** Runs the code, as a page does. */
function valuesOf(values: readonly unknown[]): unknown {
  const { constants, expressions } = shareConstants(values)
  const body = `${constants.join('\n')}\nreturn [${expressions.join(',')}]`
  // oxlint-disable-next-line no-implied-eval, no-new-func -- the code is what is tested
  return new Function(body)()
}
