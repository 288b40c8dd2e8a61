import type { AvatarEngine } from '@holdfast/studio/contract'
import { expect, test } from 'vitest'
import { askOf, draftFrom, firstDraft } from './avatar-draft.ts'
import { isTaken } from './preset-words.ts'

const style = (name: string) => ({ name, title: name, licence: 'CC0', attribution: null })
const engines: readonly AvatarEngine[] = [
  {
    name: 'dicebear',
    title: 'Dice',
    label: 'No AI model',
    reads: false,
    styles: [style('shapes')],
  },
  { name: 'openai', title: 'Images', label: 'AI model', reads: true, styles: [] },
]

test('an engine that draws by rules is asked with a seed, one that reads with a prompt', () => {
  expect(askOf(firstDraft, engines).settings).toEqual({
    from: 'engine',
    engine: 'dicebear',
    style: 'shapes',
    seed: 'Ember & Oak',
    size: 512,
  })
  const reading = { ...firstDraft, engine: 'openai', prompt: ' A flame ' }
  expect(askOf(reading, engines).settings).toMatchObject({ engine: 'openai', prompt: 'A flame' })
  expect(askOf(reading, engines).settings).not.toHaveProperty('seed')
})

test('what is missing is said before anything is sent', () => {
  expect(askOf({ ...firstDraft, seed: ' ' }, engines).missing).toMatch(/seed/)
  expect(askOf({ ...firstDraft, engine: 'openai' }, engines).missing).toMatch(/show/)
  expect(askOf({ ...firstDraft, from: 'picture' }, engines).missing).toMatch(/picture/)
  expect(askOf(firstDraft, []).missing).toMatch(/Nothing/)
})

test('a preset gives back what was kept in it', () => {
  const picture = {
    ...firstDraft,
    from: 'picture' as const,
    assetId: 'a',
    crop: { x: 0.1, y: 0, side: 0.5 },
    shape: 'square' as const,
    pictureStyle: 'warm' as const,
    background: '#f4e9dc',
  }
  for (const draft of [firstDraft, picture]) {
    const { settings } = askOf(draft, engines)
    if (settings === undefined) throw new Error('nothing is missing')
    expect(askOf(draftFrom(settings, firstDraft), engines).settings).toEqual(settings)
  }
})

test('a name that a preset has already is known before it is replaced', () => {
  expect(isTaken(' House ', [{ name: 'House' }])).toBe(true)
  expect(isTaken('house', [{ name: 'House' }])).toBe(false)
})
