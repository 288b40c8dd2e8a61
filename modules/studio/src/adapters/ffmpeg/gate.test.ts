import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

const never = new AbortController().signal

test('no more than the places are let in, in the order in which they came', async () => {
  const gate = createGate(2)
  const order: number[] = []
  const entered = [1, 2, 3, 4].map(async (number) => {
    const leave = await gate.enter(never)
    order.push(number)
    return leave
  })
  const [first, second] = await Promise.all(entered.slice(0, 2))
  expect(order).toEqual([1, 2])
  second?.()
  await entered[2]
  expect(order).toEqual([1, 2, 3])
  first?.()
  await entered[3]
  expect(order).toEqual([1, 2, 3, 4])
})

test('whoever gives up while waiting takes no place', async () => {
  const gate = createGate(1)
  const leave = await gate.enter(never)
  const impatient = new AbortController()
  const waiting = gate.enter(impatient.signal)
  const next = gate.enter(never)
  impatient.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  leave()
  await expect(next).resolves.toBeTypeOf('function')
})

test('whoever has given up before is not let in', async () => {
  const gate = createGate(1)
  await expect(gate.enter(AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
  await expect(gate.enter(never)).resolves.toBeTypeOf('function')
})

test('leaving twice makes no second place', async () => {
  const gate = createGate(1)
  const leave = await gate.enter(never)
  leave()
  leave()
  await gate.enter(never)
  const impatient = new AbortController()
  const third = gate.enter(impatient.signal)
  impatient.abort(new Error('still full'))
  await expect(third).rejects.toThrow('still full')
})
