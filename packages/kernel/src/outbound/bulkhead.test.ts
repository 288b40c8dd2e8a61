import { expect, test } from 'vitest'
import { createBulkhead } from './bulkhead.ts'

const never = new AbortController().signal
const given = (rules: { max: number; queue: number }) => createBulkhead(rules, () => {})

test('at most so many are inside, so many wait, and the next is turned away at once', async () => {
  const bulkhead = given({ max: 2, queue: 1 })
  await bulkhead.enter(never)
  await bulkhead.enter(never)
  void bulkhead.enter(never)
  expect(await bulkhead.enter(never)).toBeUndefined()
  expect(bulkhead).toMatchObject({ inFlight: 2, waiting: 1 })
})

test('who waits comes in the order of asking, one for each place given back', async () => {
  const bulkhead = given({ max: 1, queue: 3 })
  const leave = await bulkhead.enter(never)
  const order: number[] = []
  const waiting = [1, 2, 3].map(async (number) => {
    const leaveToo = await bulkhead.enter(never)
    order.push(number)
    expect(bulkhead.inFlight).toBe(1)
    leaveToo?.()
  })
  leave?.()
  await Promise.all(waiting)
  expect(order).toEqual([1, 2, 3])
  expect(bulkhead).toMatchObject({ inFlight: 0, waiting: 0 })
})

test('a place given back twice is one place', async () => {
  const bulkhead = given({ max: 1, queue: 0 })
  const leave = await bulkhead.enter(never)
  leave?.()
  leave?.()
  await bulkhead.enter(never)
  expect(await bulkhead.enter(never)).toBeUndefined()
})

test('who gives up while waiting leaves no hole: the next in line comes in', async () => {
  const bulkhead = given({ max: 1, queue: 2 })
  const leave = await bulkhead.enter(never)
  const givingUp = new AbortController()
  const gaveUp = bulkhead.enter(givingUp.signal)
  const next = bulkhead.enter(never)
  givingUp.abort()
  expect(await gaveUp).toBeUndefined()
  expect(bulkhead.waiting).toBe(1)
  leave?.()
  expect(await next).toBeTypeOf('function')
})
