import type { StepName, StoreEvent } from '@holdfast/stores/contract'
import { expect, test } from 'vitest'
import { foldSteps } from './fold-steps.ts'

let sequence = 0
const event = (type: string, step: StepName | null, more: Partial<StoreEvent> = {}): StoreEvent => {
  sequence += 1
  const at = new Date(Date.UTC(2026, 10, 22, 16, 0, sequence)).toISOString()
  const plain = { level: 'info', message: '', data: {}, actorId: 'system', fence: 1 } as const
  return { ...plain, sequence, type, step, correlationId: 'repair', at, ...more }
}
const oneStep = (step: StepName, more: Partial<StoreEvent> = {}) => [
  event('step.started', step, more),
  event('step.done', step, more),
]
const newestFirst = (events: readonly StoreEvent[]) => events.toReversed()
const shapeOf = (events: readonly StoreEvent[]) =>
  foldSteps(newestFirst(events)).map((entry) => ('count' in entry ? entry.count : entry.type))

test('steps that went well are one line, which says how many and how long', () => {
  const begin = event('store.repairing', null)
  const steps = [...oneStep('allocate'), ...oneStep('database'), ...oneStep('wait')]
  const end = event('store.phaseChanged', null)
  const folded = foldSteps(newestFirst([begin, ...steps, end]))
  expect(folded).toEqual([end, { events: newestFirst(steps), count: 3, tookMs: 5_000 }, begin])
})

test('what happens right now is told line by line', () => {
  const steps = [...oneStep('allocate'), ...oneStep('database')]
  expect(shapeOf([event('store.repairing', null), ...steps])).toHaveLength(5)
})

test('a failure, a step that was cut off and another operation stay apart', () => {
  const failed = event('step.failed', 'release', { level: 'warning' })
  const cutOff = event('step.started', 'wait')
  const shape = shapeOf([
    ...oneStep('allocate'),
    ...oneStep('database'),
    event('step.started', 'release'),
    failed,
    ...oneStep('release'),
    ...oneStep('migrate'),
    cutOff,
    ...oneStep('allocate', { correlationId: 'other' }),
    ...oneStep('database', { correlationId: 'other' }),
    event('store.phaseChanged', null),
  ])
  expect(shape).toEqual([
    'store.phaseChanged',
    2,
    'step.started',
    2,
    'step.failed',
    'step.started',
    2,
  ])
})

test('every event is there once, whatever is folded', () => {
  const all = newestFirst([
    event('store.requested', null),
    ...oneStep('allocate'),
    event('step.progress', 'database'),
    ...oneStep('database'),
    event('store.phaseChanged', null),
    ...oneStep('verify'),
  ])
  const flat = foldSteps(all).flatMap((entry) => ('count' in entry ? entry.events : [entry]))
  expect(flat).toEqual(all)
})
