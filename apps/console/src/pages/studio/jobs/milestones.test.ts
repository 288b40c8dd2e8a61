import type { JobEvent } from '@holdfast/studio/contract'
import { expect, test } from 'vitest'
import { milestonesOf } from './milestones.ts'

const event = (number: number, changes: Partial<JobEvent> = {}): JobEvent => ({
  number,
  state: 'running',
  stage: 'composing',
  percent: number,
  leftMs: null,
  attempt: 1,
  failure: null,
  at: `2026-11-22T10:00:${String(number).padStart(2, '0')}Z`,
  ...changes,
})

test('a hundred percents are one line, each stage and each try its own', () => {
  const events = [
    event(1, { state: 'queued', stage: null, attempt: 0 }),
    event(2, { stage: 'preparing' }),
    event(3),
    event(4),
    event(5),
    event(6, { stage: 'audio' }),
    event(7, { stage: 'preparing', attempt: 2 }),
  ]
  expect(milestonesOf(events).map(({ event: { number } }) => number)).toEqual([1, 2, 3, 6, 7])
})

test('a line says how long it lasted, the last one does not yet', () => {
  const [first, last] = milestonesOf([event(3), event(9, { stage: 'audio' })])
  expect(first?.lastedMs).toBe(6_000)
  expect(last).not.toHaveProperty('lastedMs')
})

test('an event that came twice and out of order is one, in its place', () => {
  const events = [event(5, { stage: 'audio' }), event(2), event(5, { stage: 'audio' })]
  expect(milestonesOf(events).map(({ event: { number } }) => number)).toEqual([2, 5])
})
