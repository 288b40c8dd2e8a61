import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { createAnswerCache, type Keeping } from './answer-cache.ts'
import type { CachedAnswer } from './cached-answer.ts'
import { createMemoryTier } from './memory-tier.ts'

const keeping: Keeping = { key: 'a', tags: ['t'], ttlMs: 1000, staleMs: 0, persist: true }

/** A cache over a disk that answers when the test says so. */
function given() {
  const clock = createFakeClock()
  const reading = Promise.withResolvers<CachedAnswer>()
  const disk = { ...createMemoryTier(), get: () => reading.promise }
  const parts = { clock, disk, memory: createMemoryTier(), channel: undefined }
  const freshUntilMs = clock.now().getTime() + 1000
  const answer = { ...keeping, status: 200, text: '{}', freshUntilMs, staleUntilMs: freshUntilMs }
  return { cache: createAnswerCache(parts), read: () => reading.resolve(answer) }
}

test('what the disk gives is given', async () => {
  const { cache, read } = given()
  const found = cache.find(keeping)
  read()
  expect(await found).toMatchObject({ answer: { text: '{}' }, isStale: false })
})

test.each([
  ['a write', (cache: ReturnType<typeof given>['cache']) => cache.invalidate(['t'])],
  ['a sign-out', (cache: ReturnType<typeof given>['cache']) => cache.forget()],
])('what the disk gives after %s is not', async (_, happen) => {
  const { cache, read } = given()
  const found = cache.find(keeping)
  await happen(cache)
  read()
  expect(await found).toBeUndefined()
})
