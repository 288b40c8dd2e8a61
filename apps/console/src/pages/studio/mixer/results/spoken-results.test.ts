import { expect, test } from 'vitest'
import { spokenResults } from './spoken-results.ts'

test('what was begun together is counted, and nothing of before', () => {
  const jobs = [
    { state: 'running', createdAt: '2' },
    { state: 'succeeded', createdAt: '2' },
    { state: 'queued', createdAt: '2' },
    { state: 'succeeded', createdAt: '1' },
  ] as const
  expect(spokenResults(jobs)).toBe('1 of 3 are done')
})
