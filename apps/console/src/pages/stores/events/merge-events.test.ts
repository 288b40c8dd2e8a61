import type { StoreEvent } from '@holdfast/stores/contract'
import { expect, test } from 'vitest'
import { matchesSearch } from './matches-search.ts'
import { withEvents } from './merge-events.ts'
import { whoWords } from './who-words.ts'

const event = (sequence: number, changes: Partial<StoreEvent> = {}): StoreEvent => ({
  sequence,
  type: 'step.done',
  level: 'info',
  step: null,
  message: '',
  data: {},
  correlationId: 'c',
  actorId: 'system',
  fence: 1,
  at: '2026-11-22T16:00:05.000Z',
  ...changes,
})

test('what is read and what is told make one list: each event once, the newest first', () => {
  const merged = withEvents([event(1), event(2), event(3)], [event(3), event(5), event(4)])
  expect(merged.map(({ sequence }) => sequence)).toEqual([5, 4, 3, 2, 1])
})

test('warnings and errors, errors alone, those of one step', () => {
  const warning = event(1, { level: 'warning', step: 'database' })
  expect(matchesSearch(warning, {})).toBe(true)
  expect(matchesSearch(warning, { level: 'warning' })).toBe(true)
  expect(matchesSearch(warning, { level: 'error' })).toBe(false)
  expect(matchesSearch(warning, { step: 'database' })).toBe(true)
  expect(matchesSearch(warning, { step: 'verify' })).toBe(false)
  expect(matchesSearch(event(2), { level: 'warning' })).toBe(false)
})

test('the orchestrator and the reader are called by name, others are not guessed', () => {
  expect(whoWords('system', 'me')).toBe('Holdfast')
  expect(whoWords('me', 'me')).toBe('you')
  expect(whoWords('somebody', 'me')).toBe('a colleague or a program')
})
