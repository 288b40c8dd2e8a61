import type { EditList, Segment } from '@holdfast/studio/contract'
import { expect, test } from 'vitest'
import { blocksOf, marksOf, repeated, textSpans } from './blocks.ts'

const segment = (shownMs: number): Segment => ({
  clip: 0,
  assetId: 'a',
  fromMs: 0,
  takenMs: shownMs,
  shownMs,
  speed: 1,
  isMirrored: false,
  transition: 'cut',
})
const edit = (durationMs: number, shown: readonly number[], hash = 'h'): EditList => ({
  variant: 1,
  seed: 7,
  hash,
  durationMs,
  segments: shown.map(segment),
})

test.each([
  ['as long as the whole', 10_000, [2_000, 5_000, 3_000]],
  ['a frame longer', 9_960, [2_000, 5_000, 3_000]],
])('pieces lie without a gap and end with the whole: %s', (_, durationMs, shown) => {
  const blocks = blocksOf(edit(durationMs, shown))
  expect(blocks.map(({ left, width }) => [left, width].map(Math.round))).toEqual([
    [0, 20],
    [20, 50],
    [70, 30],
  ])
  expect(blocks.map(({ startMs }) => startMs)).toEqual([0, 2_000, 7_000])
})

const text = (fromMs: number, toMs?: number) => ({
  text: 'x',
  position: 'top' as const,
  size: 'small' as const,
  fromMs,
  ...(toMs === undefined ? {} : { toMs }),
})

test('a text without an end lasts to the end, and none lasts longer', () => {
  const spans = textSpans([text(5_000), text(0, 20_000)], 10_000)
  expect(spans.map(({ left, width }) => [left, width])).toEqual([
    [0, 100],
    [50, 50],
  ])
})

test('texts at the same time stand below each other, one after the other beside', () => {
  const spans = textSpans([text(0, 4_000), text(1_000, 3_000), text(4_000, 6_000)], 10_000)
  expect(spans.map(({ row }) => row)).toEqual([0, 1, 0])
})

test('a text behind the end is not there', () => {
  expect(textSpans([text(10_000)], 10_000)).toEqual([])
})

test.each([
  [4_000, [0, 1_000, 2_000, 3_000, 4_000]],
  [15_000, [0, 2_000, 4_000, 6_000, 8_000, 10_000, 12_000, 14_000]],
  [180_000, [0, 30_000, 60_000, 90_000, 120_000, 150_000, 180_000]],
])('a ruler of %i ms names round times', (durationMs, marks) => {
  expect(marksOf(durationMs)).toEqual(marks)
})

test('a variant that repeats an earlier one is named', () => {
  const edits = ['a', 'b', 'a'].map((hash, index) => ({
    ...edit(1_000, [1_000], hash),
    variant: index + 1,
  }))
  expect(repeated(edits)).toEqual([3])
})
