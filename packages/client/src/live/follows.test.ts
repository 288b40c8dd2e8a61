import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { Follows, type ObjectFollowOptions } from './follows.ts'

/** Follows whose service is the test. */
function given() {
  const clock = createFakeClock()
  const follows = new Follows(clock)
  const asked: unknown[] = []
  let id = ''
  const write = (text: string) => {
    const said = JSON.parse(text)
    id = said.id
    asked.push(said.type === 'follow' ? said.data.after : said.type)
  }
  return {
    clock,
    follows,
    asked,
    write,
    follow(options: Partial<ObjectFollowOptions<unknown>> = {}) {
      const seen: number[] = []
      const onEvent = (_event: unknown, number: number) => seen.push(number)
      const following = follows.add('ship', 'one', { onEvent, ...options })
      return { seen, ...following }
    },
    tells(...numbers: readonly number[]) {
      for (const number of numbers) {
        follows.take({ kind: 'object', stream: 'ship', object: 'one', number, data: {} })
      }
    },
    says: (said: object) => follows.take({ kind: 'ack', id, ...said }),
  }
}

test('what is under way from before is not taken for the past that was asked for', () => {
  const service = given()
  service.follows.open(service.write)
  const first = service.follow({ after: 3 })
  service.says({})
  service.tells(4)
  const second = service.follow()
  // Sent before the service had heard of the second.
  service.tells(5, 6)
  service.says({})
  service.tells(1, 2, 3, 4, 5, 6, 7)
  expect([first.seen, second.seen]).toEqual([
    [4, 5, 6, 7],
    [1, 2, 3, 4, 5, 6, 7],
  ])
  expect(service.asked).toEqual([3, 0])
})

test('where one is missing it is asked for once more, from the last that is known', () => {
  const service = given()
  service.follows.open(service.write)
  const { seen } = service.follow()
  service.says({})
  service.tells(1, 3, 4, 5)
  service.says({})
  service.tells(2, 3, 4, 5)
  expect([service.asked, seen]).toEqual([
    [0, 1],
    [1, 2, 3, 4, 5],
  ])
})

test('after each time that the connection was made again, from the last that was told', () => {
  const service = given()
  const { seen } = service.follow({ after: 2 })
  expect(service.asked).toEqual([])
  service.follows.open(service.write)
  service.says({})
  service.tells(3, 4)
  service.follows.shut()
  service.follows.open(service.write)
  service.tells(4, 5)
  expect([service.asked, seen]).toEqual([
    [2, 4],
    [3, 4, 5],
  ])
})

test('a refusal that may pass is asked again after its time; any other is the end', async () => {
  const service = given()
  service.follows.open(service.write)
  const ends: unknown[] = []
  const { seen } = service.follow({ onEnd: (problem) => ends.push(problem) })
  service.says({ kind: 'problem', problem: { code: 'request.unavailable' }, retryMs: 1_000 })
  expect(service.asked).toEqual([0])
  await service.clock.advance(1_000)
  expect(service.asked).toEqual([0, 0])
  service.says({ kind: 'problem', problem: { code: 'request.notFound' } })
  service.tells(1)
  expect([ends, seen]).toEqual([[{ code: 'request.notFound' }], []])
})

test('the last who leaves says so, and leaves no timer behind', () => {
  const service = given()
  service.follows.open(service.write)
  const [one, two] = [service.follow(), service.follow()]
  service.says({ kind: 'problem', problem: { code: 'request.unavailable' }, retryMs: 1_000 })
  one.close()
  one.close()
  expect(service.asked).not.toContain('unfollow')
  two.close()
  expect(service.asked.at(-1)).toBe('unfollow')
  expect(service.clock.waiting).toBe(0)
})

test('who knows more than there is begins anew, and nobody else does', () => {
  const service = given()
  service.follows.open(service.write)
  const anew: string[] = []
  const ahead = service.follow({ after: 100, onAnew: () => anew.push('ahead') })
  service.says({})
  service.tells(1, 2, 3)
  const caughtUp = (number: number) =>
    service.follows.take({ kind: 'following', stream: 'ship', object: 'one', number })
  // Both are told of: the one asked from further back, so that the service saw nothing wrong.
  const behind = service.follow({ after: 2, onAnew: () => anew.push('behind') })
  caughtUp(3)
  expect(anew).toEqual([])
  service.says({})
  service.tells(3)
  caughtUp(3)
  service.says({})
  service.tells(1, 2, 3, 4)
  caughtUp(4)
  expect([ahead.seen, behind.seen, anew]).toEqual([[1, 2, 3, 4], [3, 4], ['ahead']])
  expect(service.asked).toEqual([100, 2, 0])
})
