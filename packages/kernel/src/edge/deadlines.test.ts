import { expect, test } from 'vitest'
import { createFakeClock } from '@holdfast/testing/clock'
import { Deadlines } from './deadlines.ts'

interface Entry {
  readonly name: string
  readonly deadlineAtMs: number
}

function givenDeadlines() {
  const clock = createFakeClock()
  const expired: string[] = []
  const deadlines = new Deadlines<Entry>(clock, (entry) => expired.push(entry.name))
  const add = (name: string, durationMs: number): Entry => {
    const entry = { name, deadlineAtMs: clock.monotonicMs() + durationMs }
    deadlines.add(entry, durationMs)
    return entry
  }
  return { clock, expired, deadlines, add }
}

test('each entry ends at its own time, whatever the order of adding', async () => {
  const { clock, expired, add } = givenDeadlines()
  add('slow', 1_000)
  add('quick', 100)
  await clock.advance(50)
  add('quick later', 100)
  await clock.advance(50)
  expect(expired).toEqual(['quick'])
  await clock.advance(50)
  expect(expired).toEqual(['quick', 'quick later'])
  await clock.advance(849)
  expect(expired).toHaveLength(2)
  await clock.advance(1)
  expect(expired).toEqual(['quick', 'quick later', 'slow'])
})

test('a removed entry never ends', async () => {
  const { clock, expired, deadlines, add } = givenDeadlines()
  const removed = add('removed', 100)
  add('kept', 100)
  deadlines.remove(removed, 100)
  await clock.advance(10_000)
  expect(expired).toEqual(['kept'])
})

test('ten thousand entries need one timer, and none when all have ended', async () => {
  const { clock, expired, add } = givenDeadlines()
  for (let index = 0; index < 10_000; index++) add(String(index), 100 + (index % 3))
  expect(clock.waiting).toBe(1)
  await clock.advance(1_000)
  expect(expired).toHaveLength(10_000)
  expect(clock.waiting).toBe(0)
})

test('an entry added while others end is not forgotten', async () => {
  const clock = createFakeClock()
  const expired: string[] = []
  const deadlines = new Deadlines<Entry>(clock, (entry) => {
    expired.push(entry.name)
    if (expired.length > 2) return
    deadlines.add({ name: 'next', deadlineAtMs: clock.monotonicMs() + 10 }, 10)
  })
  deadlines.add({ name: 'first', deadlineAtMs: 10 }, 10)
  await clock.advance(100)
  expect(expired).toEqual(['first', 'next', 'next'])
})
