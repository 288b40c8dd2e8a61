import { expect, test } from 'vitest'
import { actorWords } from './actor-words.ts'

test.each([
  [{ by: 'guest', actor: { id: 'guest' } }, 'the guest'],
  [{ by: 'system' }, 'Holdfast itself'],
  [{ by: 'staff', actor: { id: 'me', name: 'Grace' } }, 'you'],
  [{ by: 'staff', actor: { id: 'other', name: 'Rosa' } }, 'Rosa'],
  [{ by: 'staff', actor: { id: 'gone' } }, 'somebody who has left'],
  [{ by: 'machine', actor: { id: 'key:1', name: 'Export' } }, 'the API key “Export”'],
  [{ by: 'machine', actor: { id: 'key:2' } }, 'an API key'],
] as const)('%j is %s', (entry, words) => {
  expect(actorWords(entry, 'me')).toBe(words)
})
