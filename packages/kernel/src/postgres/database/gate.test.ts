import { array, assert, asyncProperty, constantFrom, integer } from 'fast-check'
import { expect, test } from 'vitest'
import { Gate } from './gate.ts'

test('places go to those who wait, in the order they came, skipping whoever gave up', async () => {
  const gate = new Gate(1)
  const order: string[] = []
  const enter = (name: string) => {
    const { entered, withdraw } = gate.enter()
    return { entered: entered.then(() => order.push(name)), withdraw }
  }
  await enter('first').entered
  const [second, third, fourth] = [enter('second'), enter('third'), enter('fourth')]
  third.withdraw()
  gate.leave()
  await second.entered
  gate.leave()
  await fourth.entered
  expect(order).toEqual(['first', 'second', 'fourth'])
})

test('whoever gives up at the moment it is let in passes the place on', async () => {
  const gate = new Gate(1)
  await gate.enter().entered
  const late = gate.enter()
  gate.leave()
  late.withdraw()
  expect(gate.tryEnter()).toBe(true)
})

type Action = 'enter' | 'leave' | 'withdraw'

/** Plays callers against a gate and checks it after each step. */
async function play(places: number, actions: readonly Action[]): Promise<void> {
  const gate = new Gate(places)
  const waiting: { withdraw(): void }[] = []
  let inside = 0
  const steps: Record<Action, () => void> = {
    enter() {
      const caller = gate.enter()
      waiting.push(caller)
      void letIn(caller)
    },
    leave() {
      if (inside === 0) return
      inside -= 1
      gate.leave()
    },
    withdraw: () => waiting.pop()?.withdraw(),
  }
  async function letIn(caller: ReturnType<Gate['enter']>): Promise<void> {
    await caller.entered
    waiting.splice(waiting.indexOf(caller), 1)
    inside += 1
  }
  for (const action of actions) {
    steps[action]()
    await new Promise((resolve) => setImmediate(resolve))
    expect(inside).toBeLessThanOrEqual(places)
    expect(gate.waiting).toBe(waiting.length)
    if (waiting.length > 0) expect(inside).toBe(places)
  }
}

test('whatever callers do, no place is lost and none is given twice', async () => {
  const actions = array(constantFrom<Action[]>('enter', 'leave', 'withdraw'))
  await assert(asyncProperty(integer({ min: 1, max: 3 }), actions, play), { numRuns: 60 })
})
