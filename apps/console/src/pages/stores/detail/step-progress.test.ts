import type { StoreStep } from '@holdfast/stores/contract'
import { expect, test } from 'vitest'
import { spokenProgress, stepMs, tookMs } from './step-progress.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 16, 0, second)).toISOString()
const step = (changes: Partial<StoreStep> = {}): StoreStep => ({
  name: 'allocate',
  state: 'pending',
  attempt: 0,
  startedAt: null,
  endedAt: null,
  failure: null,
  ...changes,
})
const done = step({ state: 'done', startedAt: at(0), endedAt: at(2) })
const running = step({ name: 'database', state: 'running', startedAt: at(3) })
const nowMs = Date.parse(at(10))

test('a step takes from its begin to its end, or until now while it runs', () => {
  expect(stepMs(step(), nowMs)).toBeUndefined()
  expect(stepMs(done, nowMs)).toBe(2_000)
  expect(stepMs(running, nowMs)).toBe(7_000)
})

test('a device whose clock is behind shows no negative time', () => {
  expect(stepMs(running, Date.parse(at(1)))).toBe(0)
  expect(tookMs([running], Date.parse(at(1)))).toBe(0)
})

test('all together take from the first begin to the last end', () => {
  expect(tookMs([step()], nowMs)).toBe(0)
  expect(tookMs([done, running], nowMs)).toBe(10_000)
  expect(tookMs([done, { ...running, state: 'done', endedAt: at(5) }], nowMs)).toBe(5_000)
})

test('a screen reader hears which step of how many, and in the end how it stands; no seconds', () => {
  const store = { steps: [done, running], phase: 'provisioning', desired: 'running' } as const
  expect(spokenProgress(store)).toBe('Step 2 of 2: Creating its database.')
  expect(spokenProgress({ ...store, steps: [done], phase: 'ready' })).toBe('Ready.')
})
