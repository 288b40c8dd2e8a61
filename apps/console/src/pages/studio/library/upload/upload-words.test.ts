import { expect, test } from 'vitest'
import {
  nextUp,
  onItsWay,
  totalPercent,
  wouldInterrupt,
  type UploadItem,
  type UploadState,
} from './upload-item.ts'
import { readRefusal, refuseBefore, spokenUploads, uploadWords } from './upload-words.ts'

const item = (state: UploadState, sentBytes = 0, key: string = state): UploadItem => ({
  key,
  name: 'clip.mp4',
  bytes: 1_000,
  sentBytes,
  state,
})

test.each(['clip.MP4', 'a.b.jpeg', 'song.m4a'])('%s is sent', (name) => {
  expect(refuseBefore({ name, size: 5 })).toBeUndefined()
})

test.each([
  ['evil.svg', 5, /not taken/],
  ['noending', 5, /not taken/],
  ['clip.mp4', 0, /empty/],
  ['clip.mp4', 2_000_000, /2 MB.*1 MB of your room/],
])('%s of %i bytes is refused before a byte is sent', (name, size, words) => {
  expect(refuseBefore({ name, size }, 1_000_000)).toMatch(words)
})

test('a refusal of the service is told in words, with what to name when asking', () => {
  const body = { code: 'studio.unreadable', detail: 'Damaged.', correlationId: 'c1' }
  expect(readRefusal(422, JSON.stringify(body))).toEqual({
    text: expect.stringContaining('Save it anew'),
    code: 'studio.unreadable',
    correlationId: 'c1',
  })
})

test.each(['', '<html>', 'null'])('an answer that is no problem is a sentence: %j', (body) => {
  expect(readRefusal(502, body).text).toBe('It could not be taken (502). Try again in a moment.')
})

test('a file that is chosen again while it is on its way is one upload, afterwards another', () => {
  const again = [item('done', 9, 'ada clip 7'), item('sending', 3, 'ada clip 7 1')]
  expect(onItsWay(again, 'ada clip 7')?.state).toBe('sending')
  expect(onItsWay([item('paused', 3, 'ada clip 7')], 'ada clip 7')?.state).toBe('paused')
  const over = (['done', 'refused', 'left'] as const).map((state) => item(state, 0, 'ada clip 7'))
  expect(onItsWay(over, 'ada clip 7')).toBeUndefined()
})

test('closing the page is asked about while bytes are missing, and not after', () => {
  const asked = (['waiting', 'sending', 'lost'] as const).map((state) => [item(state)])
  expect(asked.map(wouldInterrupt)).toEqual([true, true, true])
  const calm = (['paused', 'checking', 'done', 'refused', 'left'] as const).map((one) => item(one))
  expect(wouldInterrupt(calm)).toBe(false)
})

test('three are sent at once, in their order', () => {
  const waiting = ['a', 'b', 'c', 'd'].map((key) => item('waiting', 0, key))
  expect(nextUp(waiting).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
  expect(nextUp([item('sending'), item('checking'), ...waiting]).map(({ key }) => key)).toEqual([
    'a',
  ])
  expect(nextUp([item('paused'), item('sending', 0, 's'), item('refused')])).toEqual([])
})

test('what was refused does not hold the whole back', () => {
  expect(totalPercent([item('sending', 500), item('refused', 0)])).toBe(50)
})

test('what a file is doing is told in words', () => {
  expect(uploadWords(item('sending', 420))).toBe('420 bytes of 1 kB')
  expect(uploadWords(item('left'))).toContain('Choose the same file again')
})

test('the ear hears of many files at once', () => {
  expect(spokenUploads([item('done', 1000), item('refused'), item('sending', 990)])).toBe(
    '1 file on the way, 75 percent. 1 file in the library. 1 file not taken.',
  )
})
