import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { createBreaker, type BreakerState } from './breaker.ts'

function given() {
  const clock = createFakeClock()
  const changes: BreakerState[] = []
  const rules = { failures: 3, openMs: 10_000 }
  const breaker = createBreaker(rules, clock, (state) => changes.push(state))
  const call = (how: 'well' | 'badly' | 'neither') => breaker.enter()?.ended(how)
  const open = () => {
    for (let count = 0; count < 3; count++) call('badly')
  }
  return { clock, breaker, changes, call, open }
}

test('it opens at the last of so many failures in a row, not before', () => {
  const { breaker, call } = given()
  call('badly')
  call('badly')
  expect(breaker.state).toBe('closed')
  call('badly')
  expect(breaker.state).toBe('open')
  expect(breaker.enter()).toBeUndefined()
  expect(breaker.refusedForMs()).toBe(10_000)
})

test('a success between failures begins the count anew', () => {
  const { breaker, call } = given()
  for (const how of ['badly', 'badly', 'well', 'badly', 'badly'] as const) call(how)
  expect(breaker.state).toBe('closed')
})

test('after the rest exactly one probe may pass, until it has ended', async () => {
  const { clock, breaker, open } = given()
  open()
  await clock.advance(9_999)
  expect(breaker.enter()).toBeUndefined()
  await clock.advance(1)
  const entered = Array.from({ length: 100 }, () => breaker.enter()).filter(Boolean)
  expect(entered).toHaveLength(1)
  expect(breaker.state).toBe('half-open')
})

test('a probe that goes well closes it, one that fails opens it for a whole rest', async () => {
  const { clock, breaker, call, open, changes } = given()
  open()
  await clock.advance(10_000)
  call('badly')
  expect(breaker.state).toBe('open')
  expect(breaker.refusedForMs()).toBe(10_000)
  await clock.advance(10_000)
  call('well')
  expect(changes).toEqual(['open', 'half-open', 'open', 'half-open', 'closed'])
})

test('a probe that its caller gives up makes room for another and decides nothing', async () => {
  const { clock, breaker, call, open } = given()
  open()
  await clock.advance(10_000)
  call('neither')
  expect(breaker.state).toBe('half-open')
  expect(breaker.refusedForMs()).toBeUndefined()
  call('well')
  expect(breaker.state).toBe('closed')
})

test('what began before the outage decides nothing about the time after it', async () => {
  const { clock, breaker, open } = given()
  const lateSuccess = breaker.enter()
  const lateFailure = breaker.enter()
  open()
  lateSuccess?.ended('well')
  expect(breaker.state).toBe('open')
  await clock.advance(10_000)
  const probe = breaker.enter()
  lateFailure?.ended('badly')
  lateSuccess?.ended('well')
  expect(breaker.state).toBe('half-open')
  expect(breaker.enter()).toBeUndefined()
  probe?.ended('well')
  expect(breaker.state).toBe('closed')
})
