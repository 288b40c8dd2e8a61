import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { createNotedUses } from './noted-uses.ts'

const clock = createFakeClock(new Date('2026-05-06T12:00:00Z'))

function given() {
  const warned: unknown[] = []
  const log = { warn: (data: object) => void warned.push(data) }
  return { uses: createNotedUses({ clock, log }), warned }
}

test('nobody waits for it, and one write is under way for each row', async () => {
  const { uses } = given()
  const written: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const write = (id: string) => () => {
    written.push(id)
    return promise
  }
  for (const id of ['a', 'a', 'b', 'a']) uses.note({ id, lastAt: undefined, write: write(id) })
  expect(written).toEqual(['a', 'b'])
  resolve()
  await uses.settled()
  uses.note({ id: 'a', lastAt: undefined, write: write('a') })
  expect(written).toEqual(['a', 'b', 'a'])
})

test.each([
  [undefined, 1],
  [0, 0],
  [59_999, 0],
  [60_000, 1],
])('last noted %s ms ago: %s writes', (agoMs, writes) => {
  const { uses } = given()
  const lastAt = agoMs === undefined ? undefined : new Date(clock.now().getTime() - agoMs)
  let count = 0
  uses.note({ id: 'a', lastAt, write: async () => void count++ })
  expect(count).toBe(writes)
})

test('a failure is logged, and the next use is noted again', async () => {
  const { uses, warned } = given()
  const cause = new Error('the database is away')
  uses.note({ id: 'a', lastAt: undefined, write: () => Promise.reject(cause) })
  await uses.settled()
  expect(warned).toHaveLength(1)
  let isWritten = false
  uses.note({ id: 'a', lastAt: undefined, write: async () => void (isWritten = true) })
  expect(isWritten).toBe(true)
})
