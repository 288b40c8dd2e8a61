import { expect, test } from 'vitest'
import { spokenWait, waitWords } from './limit-words.ts'

test.each([
  [5, '5 s', 'less than a minute'],
  [60, '1 min 00 s', 'less than a minute'],
  [185, '3 min 05 s', 'about 4 minutes'],
])('a wait of %i s', (seconds, shown, spoken) => {
  expect([waitWords(seconds), spokenWait(seconds)]).toEqual([shown, spoken])
})
