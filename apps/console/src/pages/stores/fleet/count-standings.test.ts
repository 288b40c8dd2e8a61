import type { Fleet } from '@holdfast/stores/contract'
import { expect, test } from 'vitest'
import { phaseWords, standingWords } from '../store-words.ts'
import { countStandings } from './count-standings.ts'

const none = Object.fromEntries(
  Object.keys(phaseWords).map((phase) => [phase, 0]),
) as Fleet['phases']

test('a creation that somebody cancelled is not counted as failed', () => {
  const shown = countStandings({ phases: { ...none, failed: 3, ready: 2 }, cancelled: 1 })
  expect(shown.map(({ store, count }) => [standingWords(store).label, count])).toEqual([
    ['Ready', 2],
    ['Failed', 2],
    ['Cancelled', 1],
  ])
  expect(countStandings({ phases: { ...none, failed: 1 }, cancelled: 1 })).toHaveLength(1)
})
