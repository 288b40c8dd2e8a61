import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { holdLease, type LeasedRow } from './hold-lease.ts'

const log = { warn() {} }

/** Work that runs until it is finished by hand, on a row that answers as told. */
function given(answer: () => Promise<boolean>) {
  const clock = createFakeClock()
  const said: string[] = []
  const row: LeasedRow = {
    async renew() {
      said.push(`renew at ${clock.monotonicMs()}`)
      return answer()
    },
    async release() {
      said.push('release')
    },
  }
  const finish = Promise.withResolvers<string>()
  let signal: AbortSignal | undefined
  const options = { clock, log, leaseMs: 30_000, renewEveryMs: 10_000, claimedAtMs: 0 }
  const held = holdLease(row, options, (aborts) => {
    signal = aborts
    return finish.promise
  })
  return {
    clock,
    said,
    held,
    finish,
    reason: () => (signal?.aborted ? String(signal.reason) : undefined),
  }
}

test('a lease is renewed as long as the work goes on, and let go when it ends', async () => {
  const { clock, said, held, finish, reason } = given(async () => true)
  await clock.advance(25_000)
  finish.resolve('done')
  expect(await held).toBe('done')
  await clock.advance(60_000)
  expect(said).toEqual(['renew at 10000', 'renew at 20000', 'release'])
  expect(reason()).toBeUndefined()
  expect(clock.waiting).toBe(0)
})

test('work that fails lets go as well, and its error is the caller’s', async () => {
  const { clock, said, held, finish } = given(async () => true)
  finish.reject(new Error('the work failed'))
  await expect(held).rejects.toThrow('the work failed')
  expect(said).toEqual(['release'])
  expect(clock.waiting).toBe(0)
})

test('who is told that another has the key stops at once', async () => {
  const { clock, held, finish, reason } = given(async () => false)
  await clock.advance(10_000)
  expect(reason()).toBe('LeaseLost: Another has claimed it')
  finish.resolve('stopped')
  await held
  expect(clock.waiting).toBe(0)
})

test('a renewal that fails is tried again, and the work goes on while the lease lasts', async () => {
  let fails = 2
  const { clock, said, held, finish, reason } = given(async () => {
    if (fails-- > 0) throw new Error('the database is away')
    return true
  })
  await clock.advance(29_999)
  expect(reason()).toBeUndefined()
  await clock.advance(20_000)
  expect(reason()).toBe('LeaseLost: Not renewed in time')
  finish.resolve('stopped')
  await held
  expect(said.slice(0, 2)).toEqual(['renew at 10000', 'renew at 20000'])
})

test('an answer that takes longer than the lease aborts the work when the lease ends', async () => {
  const answer = Promise.withResolvers<boolean>()
  const { clock, held, finish, reason } = given(() => answer.promise)
  await clock.advance(29_999)
  expect(reason()).toBeUndefined()
  await clock.advance(1)
  expect(reason()).toBe('LeaseLost: Not renewed in time')
  answer.resolve(true)
  finish.resolve('stopped')
  await held
  expect(clock.waiting).toBe(0)
})

test('a lease lasts from when it was renewed, not from when the answer came', async () => {
  const answers = [9_000, 60_000]
  const { clock, held, finish, reason } = given(async () => {
    await new Promise<void>((resolve) => void clock.schedule(answers.shift() ?? 0, resolve))
    return true
  })
  // Asked at 10 s and answered at 19 s: it holds until 40 s.
  await clock.advance(39_999)
  expect(reason()).toBeUndefined()
  await clock.advance(1)
  expect(reason()).toBe('LeaseLost: Not renewed in time')
  finish.resolve('stopped')
  await held
})

test('a row that can not be let go is left to run out', async () => {
  const row: LeasedRow = {
    renew: async () => true,
    release: () => Promise.reject(new Error('the database is away')),
  }
  const options = { clock: createFakeClock(), log, leaseMs: 30, renewEveryMs: 10, claimedAtMs: 0 }
  expect(await holdLease(row, options, async () => 'done')).toBe('done')
})
