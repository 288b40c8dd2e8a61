import { expect, test } from 'vitest'
import { isCallError, settle } from '../client.ts'
import { createFailures } from './failures.ts'

const facts = {
  endpoint: 'a.b',
  category: 'api',
  correlationId: 'c',
  attempts: 1,
  isRepeatable: true,
}
const late = createFailures({}).late(facts, 10)

test('a value is ok, a failure of a call is not', async () => {
  expect(await settle(Promise.resolve(7))).toEqual({ ok: true, value: 7 })
  expect(await settle(Promise.reject(late))).toEqual({ ok: false, error: late })
})

test('a defect is no failure of a call and is thrown on', async () => {
  await expect(settle(Promise.reject(new TypeError('undefined is no function')))).rejects.toThrow(
    TypeError,
  )
  expect(isCallError(new Error('x'))).toBe(false)
  expect(isCallError(late)).toBe(true)
})

test('a failure says in its message which call it was, for a log', () => {
  expect(late.message).toBe('a.b: no answer within 10 ms')
  expect(late.name).toBe('TimeoutError')
})
