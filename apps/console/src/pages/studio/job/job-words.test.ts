import { jobStates } from '@holdfast/studio/contract'
import { expect, test } from 'vitest'
import { doingWords, isOver, jobStateWords, leftWords, spokenProgress } from './job-words.ts'

test.each([
  [900, 'A few seconds left'],
  [12_300, 'About 15 seconds left'],
  [52_000, 'About 55 seconds left'],
  [58_000, 'About a minute left'],
  [200_000, 'About 3 minutes left'],
])('%i ms are said as a person would', (leftMs, words) => {
  expect(leftWords({ state: 'running', leftMs })).toBe(words)
})

test('nobody is told a time that nobody knows, or that is over', () => {
  expect(leftWords({ state: 'running', leftMs: null })).toBe('')
  expect(leftWords({ state: 'succeeded', leftMs: 4000 })).toBe('')
})

test('what runs says what it does, everything else how it stands', () => {
  expect(doingWords({ state: 'running', stage: 'audio' })).toBe('Mixing the sound')
  expect(doingWords({ state: 'queued', stage: 'audio' })).toBe('Waiting its turn')
})

test('progress is read out four times and not a hundred times', () => {
  const said = Array.from({ length: 101 }, (_, percent) =>
    spokenProgress({ state: 'running', stage: 'composing', percent, title: 'Reel 1' }),
  )
  expect(new Set(said).size).toBe(5)
})

test('a job that ends badly says what became of its credits', () => {
  const badly = jobStates.filter((state) => isOver({ state }) && state !== 'succeeded')
  expect(badly).toEqual(['cancelled', 'failed', 'dead'])
  for (const state of badly) expect(jobStateWords[state].meaning).toContain('credits')
})
