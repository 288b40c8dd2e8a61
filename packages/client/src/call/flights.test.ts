import { expect, test } from 'vitest'
import { createFlights } from './flights.ts'

/** A flight that lands when the test says so. */
function given() {
  const flights = createFlights()
  const started: PromiseWithResolvers<string>[] = []
  const aborted: boolean[] = []
  const join = (signal?: AbortSignal, key = 'a') =>
    flights.join(key, {
      signal,
      onLeave: () => new Error('left'),
      start(flight) {
        const index = aborted.push(false) - 1
        flight.addEventListener('abort', () => (aborted[index] = true))
        const landing = Promise.withResolvers<string>()
        started.push(landing)
        return landing.promise
      },
    })
  return { join, started, aborted }
}

test('who asks the same while it is under way gets the same answer', async () => {
  const { join, started } = given()
  const both = Promise.all([join(), join()])
  expect(started).toHaveLength(1)
  started[0]?.resolve('landed')
  expect(await both).toEqual(['landed', 'landed'])
})

test('a failure is everybody’s, and the next one starts anew', async () => {
  const { join, started } = given()
  const both = Promise.allSettled([join(), join()])
  started[0]?.reject(new Error('crashed'))
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  void join()
  expect(started).toHaveLength(2)
})

test('another key is another flight', () => {
  const { join, started } = given()
  void join(undefined, 'a')
  void join(undefined, 'b')
  expect(started).toHaveLength(2)
})

test('who leaves, leaves alone; the last one ends the flight', async () => {
  const { join, started, aborted } = given()
  const [one, other] = [new AbortController(), new AbortController()]
  const first = join(one.signal)
  const second = join(other.signal)
  one.abort()
  await expect(first).rejects.toThrow('left')
  expect(aborted).toEqual([false])
  other.abort()
  await expect(second).rejects.toThrow('left')
  expect(aborted).toEqual([true])
  void join()
  expect(started).toHaveLength(2)
})

test('who has left before does not board', async () => {
  const { join, started } = given()
  await expect(join(AbortSignal.abort())).rejects.toThrow('left')
  expect(started).toEqual([])
})

test('a signal that aborts after the landing changes nothing', async () => {
  const { join, started, aborted } = given()
  const controller = new AbortController()
  const call = join(controller.signal)
  started[0]?.resolve('landed')
  await call
  controller.abort()
  expect(aborted).toEqual([false])
})
