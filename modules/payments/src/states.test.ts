import { describe, expect, test } from 'vitest'
import {
  attemptStates,
  disputeStates,
  holdStates,
  paymentStates,
  refundStates,
} from './contract.ts'
import { canMove, move, statesAfter, type Entity } from './states.ts'

const at = new Date('2026-05-06T12:00:00Z')
const states: Readonly<Record<Entity, readonly string[]>> = {
  payment: paymentStates,
  attempt: attemptStates,
  refund: refundStates,
  dispute: disputeStates,
  credit_hold: holdStates,
}

test('a change of state counts the version up and notes the time', () => {
  const row = { state: 'open', version: 3, changedAt: new Date(0) }
  expect(move('payment', row, { to: 'settled', at })).toEqual({
    state: 'settled',
    version: 4,
    changedAt: at,
  })
})

test('a change that is not in the table is refused as payments.wrongState', () => {
  const row = { state: 'settled', version: 3, changedAt: at }
  expect(() => move('payment', row, { to: 'open', at })).toThrow('payments.wrongState')
})

describe.each(Object.keys(statesAfter) as Entity[])('%s', (entity) => {
  test('no state follows itself', () => {
    expect(states[entity].filter((state) => canMove(entity, state, state))).toEqual([])
  })

  test('every state can be reached from the first', () => {
    const reached = new Set(states[entity].slice(0, 1))
    for (const from of reached) {
      for (const to of states[entity]) if (canMove(entity, from, to)) reached.add(to)
    }
    expect([...reached].toSorted()).toEqual([...states[entity]].toSorted())
  })
})

test('money is taken whenever it comes: every attempt and payment can still be settled', () => {
  expect([...neverSettled('payment'), ...neverSettled('attempt')]).toEqual([])
})

function neverSettled(entity: Entity): readonly string[] {
  return states[entity].filter((state) => state !== 'settled' && !canMove(entity, state, 'settled'))
}
