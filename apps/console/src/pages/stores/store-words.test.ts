import { phases } from '@holdfast/stores/contract'
import { expect, test } from 'vitest'
import {
  durationWords,
  engineTitle,
  isCancelled,
  isSettled,
  phaseWords,
  standingWords,
} from './store-words.ts'

test.each([
  [-20, '< 0.1 s'],
  [49, '< 0.1 s'],
  [50, '0.1 s'],
  [412, '0.4 s'],
  [9_949, '9.9 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [3_720_000, '1 h 02 min'],
])('%i ms are %s', (ms, words) => {
  expect(durationWords(ms)).toBe(words)
})

test('a wish that nobody has begun with yet is said instead of the phase', () => {
  expect(standingWords({ phase: 'provisioning', desired: 'deleted' }).label).toBe('Being deleted')
  expect(standingWords({ phase: 'provisioning', desired: 'cancelled' }).label).toBe(
    'Being cancelled',
  )
  expect(standingWords({ phase: 'delete_blocked', desired: 'deleted' }).label).toBe(
    'Not wholly deleted',
  )
  expect(standingWords({ phase: 'ready', desired: 'running' }).label).toBe('Ready')
})

test('what was cancelled is no failure, and says when something of it is left', () => {
  const standing = { phase: 'failed', desired: 'cancelled' } as const
  const gone = { ...standing, failure: { code: 'cancelled' } }
  const left = { ...standing, failure: { code: 'leftoversRemain' } }
  expect([gone, left].map(isCancelled)).toEqual([true, false])
  expect([gone, left].map((one) => standingWords(one).label)).toEqual(['Cancelled', 'Cancelled'])
  expect(standingWords(gone).meaning).toBe('Nothing of what was made is left.')
  expect(standingWords(left).meaning).toMatch(/still there/)
})

test('two phases never look the same, and no word shows how it is written down', () => {
  const labels = phases.map((phase) => phaseWords[phase].label)
  expect(new Set(labels).size).toBe(phases.length)
  expect(labels.filter((label) => /_|^[a-z]/.test(label))).toEqual([])
})

test('a store is looked at again for as long as it is not as it is wished', () => {
  expect(isSettled({ phase: 'ready', desired: 'running' })).toBe(true)
  expect(isSettled({ phase: 'ready', desired: 'suspended' })).toBe(false)
  expect(isSettled({ phase: 'suspended', desired: 'running' })).toBe(false)
  expect(isSettled({ phase: 'failed', desired: 'deleted' })).toBe(false)
  expect(isSettled({ phase: 'delete_blocked', desired: 'deleted' })).toBe(true)
  expect(isSettled({ phase: 'degraded', desired: 'running' })).toBe(false)
})

test('an engine whose title is not known goes by its name', () => {
  expect(engineTitle('medusa')).toBe('medusa')
})
