import { createFakeClock } from '@holdfast/testing/clock'
import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { createInvalidations } from './invalidations.ts'
import { createMemoryStore } from './memory-store.ts'
import type { CacheStore } from './store.ts'

const { database } = await testDatabase()
const log = { warn: () => undefined }

/** A store that can be taken away, and that counts how often it was told of changes. */
function given() {
  const clock = createFakeClock()
  let isAway = false
  let asked = 0
  const told: string[] = []
  const reach = async () => {
    asked += 1
    if (isAway) throw new Error('away')
  }
  const store: CacheStore = {
    ...createMemoryStore({ clock, maxCharacters: 1_000 }),
    begin: reach,
    async finish(tags) {
      await reach()
      told.push(...tags)
    },
  }
  const { invalidate, isUncertain } = createInvalidations({
    store,
    clock,
    log,
    notices: undefined,
  })
  return {
    clock,
    told,
    isUncertain,
    asked: () => asked,
    away: (now: boolean) => void (isAway = now),
    change: (tag: string, work: () => Promise<void> = async () => undefined) =>
      database.transaction(async (tx) => {
        await invalidate(tx, [tag])
        await work()
      }),
  }
}

test('a change that nobody could be told of is doubted until its own end, whoever ends before it', async () => {
  const { away, change, isUncertain } = given()
  const entered = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  away(true)
  const slow = change('t', async () => {
    entered.resolve()
    await mayEnd.promise
  })
  await entered.promise
  away(false)
  await change('t')
  expect(isUncertain(['t'])).toBe(true)
  mayEnd.resolve()
  await slow
})

test('an hour without Redis costs one question a second, however much was changed', async () => {
  const { away, change, clock, asked, told, isUncertain } = given()
  away(true)
  for (let index = 0; index < 30; index++) await change(`tag ${index % 3}`)
  const before = asked()
  for (let second = 0; second < 60; second++) await clock.advance(1_000)
  expect(asked() - before).toBeLessThanOrEqual(60)
  expect(isUncertain(['tag 1'])).toBe(true)
  away(false)
  await clock.advance(1_000)
  expect(new Set(told)).toEqual(new Set(['tag 0', 'tag 1', 'tag 2']))
  expect(isUncertain(['tag 0', 'tag 1', 'tag 2'])).toBe(false)
})
