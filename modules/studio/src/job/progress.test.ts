import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test, vi } from 'vitest'
import type { Maker } from './maker.ts'
import { Progress, type Step } from './progress.ts'

const stages: Maker['stages'] = [
  ['preparing', 0.1],
  ['normalising', 0.6],
  ['composing', 0.3],
]

function given(write: (step: Step) => Promise<boolean> = async () => true) {
  const clock = createFakeClock()
  const written: Step[] = []
  const onRefused = vi.fn<() => void>()
  const onFailed = vi.fn<(error: unknown) => void>()
  const progress = new Progress({
    stages,
    clock,
    write(step) {
      written.push(step)
      return write(step)
    },
    onRefused,
    onFailed,
  })
  return { clock, written, progress, onRefused, onFailed, percents: () => written.map(percentOf) }
}

const percentOf = ({ percent }: Step) => percent

test('of a thousand reports in a second about four are written, the last one among them', async () => {
  const { clock, progress, percents } = given()
  for (let n = 1; n <= 1_000; n += 1) {
    progress.report('normalising', n / 1_000)
    await clock.advance(1)
  }
  await clock.advance(1_000)
  expect(percents().length).toBeLessThanOrEqual(6)
  expect(percents().at(-1)).toBe(70)
})

test('the percent is of the whole and never goes back, whatever order steps report in', async () => {
  const { clock, progress, written } = given()
  const reports = [
    ['preparing', 1],
    ['normalising', 0.5],
    ['normalising', 0.2],
    ['preparing', 0],
    ['composing', 0],
    ['composing', Number.NaN],
    ['composing', 7],
  ] as const
  for (const [stage, part] of reports) {
    progress.report(stage, part)
    await clock.advance(300)
  }
  expect(written.map(({ stage, percent }) => [stage, percent])).toEqual([
    ['preparing', 10],
    ['normalising', 40],
    ['composing', 70],
    ['composing', 70],
    ['composing', 99],
  ])
})

test('a database that does not answer holds nobody up, and is told the newest alone', async () => {
  const answer = Promise.withResolvers<boolean>()
  const { clock, progress, percents } = given(() => answer.promise)
  for (const part of [0.1, 0.2, 0.3, 0.9]) {
    progress.report('normalising', part)
    await clock.advance(1_000)
  }
  expect(percents()).toEqual([16])
  answer.resolve(true)
  await clock.advance(1_000)
  expect(percents()).toEqual([16, 64])
})

test('a write that fails costs the next one nothing', async () => {
  let isAway = true
  const { clock, progress, percents, onFailed } = given(async () => {
    if (isAway) throw new Error('connection lost')
    return true
  })
  progress.report('preparing', 1)
  await clock.advance(300)
  isAway = false
  progress.report('normalising', 1)
  await clock.advance(300)
  expect([percents(), onFailed.mock.calls.length]).toEqual([[10, 70], 1])
})

test('once it is refused it says so, once, and tells nothing more', async () => {
  const { clock, progress, percents, onRefused } = given(async () => false)
  for (const part of [0.1, 0.5, 1]) {
    progress.report('normalising', part)
    await clock.advance(300)
  }
  expect([percents(), onRefused.mock.calls.length]).toEqual([[16], 1])
})

test('after its end nothing is written', async () => {
  const { clock, progress, percents } = given()
  progress.report('preparing', 1)
  await clock.advance(10)
  await progress.end()
  progress.report('composing', 1)
  await clock.advance(1_000)
  expect(percents()).toEqual([10])
})
