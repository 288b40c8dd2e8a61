import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIds, isUuid, newId } from './ids.ts'

test('an id is a UUID of version 7 that holds its time', () => {
  const timeMs = Date.UTC(2026, 10, 22)
  const id = createIds(() => timeMs)()
  expect(isUuid(id)).toBe(true)
  expect(id[14]).toBe('7')
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(timeMs)
})

test('ids strictly increase, within a millisecond and when the clock steps back', () => {
  const steps = fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 2000 })
  fc.assert(
    fc.property(steps, (jumps) => {
      let timeMs = 1_800_000_000_000
      const next = createIds(() => timeMs)
      let last = next()
      for (const jump of jumps) {
        timeMs += jump
        const id = next()
        expect(id > last).toBe(true)
        last = id
      }
    }),
    { numRuns: 20 },
  )
})

test('a hundred thousand ids within one millisecond are distinct and ordered', () => {
  const next = createIds(() => 1_800_000_000_000)
  const ids = Array.from({ length: 100_000 }, next)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
})

test.each(['', 'a', `${newId()}a`, newId().toUpperCase(), `{${newId()}}`])(
  '%j is no id',
  (text) => {
    expect(isUuid(text)).toBe(false)
  },
)
