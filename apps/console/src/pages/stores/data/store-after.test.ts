import type { StoreDetail, StoreEvent, StoreStep } from '@holdfast/stores/contract'
import { expect, test } from 'vitest'
import { storeAfter } from './store-after.ts'

const at = '2026-11-22T16:00:05.000Z'
const step: StoreStep = {
  name: 'database',
  state: 'pending',
  attempt: 0,
  startedAt: null,
  endedAt: null,
  failure: null,
}
// The parts that an event can change; the others stay what they are.
const store = { step: null, steps: [step], lastEvent: 3 } as unknown as StoreDetail

function event(type: string, sequence: number): StoreEvent {
  return {
    sequence,
    type,
    level: 'info',
    step: 'database',
    message: '',
    data: {},
    correlationId: 'c',
    actorId: 'system',
    fence: 1,
    at,
  }
}

test('a step begins, fails, begins again and is done as its events say, without asking', () => {
  const begun = storeAfter(store, event('step.started', 4))
  expect(begun.step).toBe('database')
  expect(begun.steps[0]).toMatchObject({ state: 'running', attempt: 1, startedAt: at })
  const failed = storeAfter(begun, event('step.failed', 5))
  expect(failed.steps[0]).toMatchObject({ state: 'failed', endedAt: at })
  const again = storeAfter(failed, event('step.started', 6))
  expect(again.steps[0]).toMatchObject({ state: 'running', attempt: 2, endedAt: null })
  expect(storeAfter(again, event('step.done', 7)).steps[0]).toMatchObject({ state: 'done' })
})

test('an event that the store was read after changes nothing', () => {
  const done = { ...store, lastEvent: 7, steps: [{ ...step, state: 'done' as const }] }
  expect(storeAfter(done, event('step.started', 6))).toBe(done)
})

test('an event of another kind leaves the steps as they are', () => {
  expect(storeAfter(store, event('store.phaseChanged', 4))).toEqual({ ...store, lastEvent: 4 })
})
