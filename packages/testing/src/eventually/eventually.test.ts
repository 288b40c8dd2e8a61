import { expect, test } from 'vitest'
import { eventually } from './eventually.ts'

test('returns what the assertion returns as soon as it holds', async () => {
  let attempts = 0
  const answer = await eventually(
    () => {
      attempts += 1
      expect(attempts).toBe(3)
      return 'there'
    },
    { everyMs: 1 },
  )
  expect([answer, attempts]).toEqual(['there', 3])
})

test('when time is up, the last failure is thrown and says how long it waited', async () => {
  const failure = eventually(() => expect(1).toBe(2), { withinMs: 30, everyMs: 5 })
  await expect(failure).rejects.toThrow(/expected 1 to be 2.*still so after 30 ms/s)
})
