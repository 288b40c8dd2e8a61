import type { FollowStatus } from '@holdfast/client'
import { expect, test } from 'vitest'
import { keepFollowing } from './keep-following.ts'

/** Streams that say what they are told to say, and how many of them were begun and ended. */
function given({ isSignedIn = true }) {
  const streams: ((status: FollowStatus) => void)[] = []
  const statuses: FollowStatus[] = []
  const asked: Promise<boolean>[] = []
  let ended = 0
  const stop = keepFollowing({
    follow(onStatus) {
      streams.push(onStatus)
      return () => void (ended += 1)
    },
    onStatus: (status) => statuses.push(status),
    isSignedIn() {
      const answer = Promise.resolve(isSignedIn)
      asked.push(answer)
      return answer
    },
  })
  return {
    stop,
    statuses,
    begun: () => streams.length,
    ended: () => ended,
    async say(...said: readonly FollowStatus[]) {
      for (const status of said) streams.at(-1)?.(status)
      await Promise.all(asked)
    },
  }
}

test('a stream that ends while its person is still signed in is followed by another', async () => {
  const { say, begun, statuses } = given({})
  await say('open', 'ended')
  expect(begun()).toBe(2)
  await say('open', 'ended')
  expect(begun()).toBe(3)
  expect(statuses).toEqual(['open', 'ended', 'open', 'ended'])
})

test('who is signed in no more follows no more', async () => {
  const { say, begun } = given({ isSignedIn: false })
  await say('open', 'ended')
  expect(begun()).toBe(1)
})

test('who is refused at once is not asked again, signed in or not', async () => {
  const { say, begun } = given({})
  await say('connecting', 'ended')
  expect(begun()).toBe(1)
})

test('stopped, it begins no other stream, also when the answer comes late', async () => {
  const { say, stop, begun, ended } = given({})
  const said = say('open', 'ended')
  stop()
  await said
  expect([begun(), ended()]).toEqual([1, 1])
})
