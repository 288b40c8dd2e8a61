import { expect, test } from 'vitest'
import { firstLength, isSame, moved, newSettings, tidy, whatIsMissing } from './mix-draft.ts'

const draft = { name: 'Reel', settings: newSettings(['a', 'b'], 7) }

test('a draft that reads the same needs no saving', () => {
  const { clips, ...others } = draft.settings
  expect(isSame(draft, { name: 'Reel ', settings: { clips, ...others } })).toBe(true)
  expect(isSame(draft, { ...draft, settings: { ...draft.settings, seed: 8 } })).toBe(false)
  const written = (text: string) => {
    const texts = [{ text, position: 'top', size: 'small', fromMs: 0 } as const]
    return { ...draft, settings: { ...draft.settings, texts } }
  }
  expect(isSame(written('Open from '), written('Open from'))).toBe(true)
  expect(isSame(written('Open from six'), written('Open from'))).toBe(false)
  expect(isSame(written(' '), draft)).toBe(true)
  const turned = { ...draft.settings, clips: draft.settings.clips.toReversed() }
  expect(isSame(draft, { ...draft, settings: turned })).toBe(false)
})

test('what can not be saved says why', () => {
  expect(whatIsMissing(draft)).toBeUndefined()
  expect(whatIsMissing({ ...draft, name: ' ' })).toMatch(/name/)
  expect(whatIsMissing({ ...draft, settings: newSettings([], 7) })).toMatch(/clip/)
  const clips = [{ assetId: 'a', fromMs: 4_000, toMs: 3_000 }]
  expect(whatIsMissing({ ...draft, settings: { ...draft.settings, clips } })).toBe(
    'Clip 1 ends before it begins.',
  )
})

test('a text that says nothing yet is not sent', () => {
  const text = { position: 'top', size: 'small', fromMs: 0 } as const
  const texts = [
    { ...text, text: ' ' },
    { ...text, text: 'Open from six ' },
  ]
  const sent = tidy({ name: 'Reel ', settings: { ...draft.settings, texts } })
  expect(sent.name).toBe('Reel')
  expect(sent.settings.texts).toEqual([{ ...text, text: 'Open from six' }])
})

test('a clip moves by its place, and not out of the list', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
})

test.each([
  [[8_000], 5_000],
  [[6_000, 6_000, 6_400], 12_000],
  [[60_000, null], 15_000],
  [[500], 2_000],
])('of clips of %j ms the first videos are %i ms long', (lengths, targetMs) => {
  expect(firstLength(lengths.map((durationMs) => ({ durationMs })))).toBe(targetMs)
})
