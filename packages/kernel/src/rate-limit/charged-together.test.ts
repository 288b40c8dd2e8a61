// A call may charge several subjects at once, as a sign-in does: whoever calls, and the account.
import { startRedisServer, type RedisServer } from '@holdfast/testing/redis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { connectRedis, type Redis } from '../redis/redis.ts'
import type { Charge, RateLimitStore } from './decision.ts'
import { createMemoryStore } from './memory-store.ts'
import { defaultPolicies, definePolicy } from './policies.ts'
import { createRedisStore } from './redis-store.ts'

const log = { info: () => undefined, warn: () => undefined }
let server: RedisServer
let redis: Redis
beforeAll(async () => {
  server = await startRedisServer()
  const { url } = server
  redis = await connectRedis({ url, clock: systemClock, log, commandDeadlineMs: 10_000 })
})
afterAll(async () => {
  await redis?.close()
  await server?.[Symbol.asyncDispose]()
})

let stores = 0
const makers: Readonly<Record<string, () => RateLimitStore>> = {
  memory: () => createMemoryStore({ clock: systemClock }),
  Redis: () => {
    const prefix = `store-${stores++}`
    return createRedisStore({ redis, clock: systemClock, replicas: 1, log, prefix })
  },
}

const { signIn } = defaultPolicies

const signInOf = (address: string, account: string): Charge[] => [
  { policy: signIn, subject: `address:${address}` },
  { policy: signIn, subject: `account:${account}` },
]

/** How many more calls of the subject would pass, without charging it. */
async function freeOf(store: RateLimitStore, subject: string): Promise<readonly number[]> {
  await store.take([{ policy: shut, subject: 'nobody' }])
  const { states } = await store.take([
    { policy: signIn, subject },
    { policy: shut, subject: 'nobody' },
  ])
  return states.filter(({ policy }) => policy === signIn.name).map(({ remaining }) => remaining)
}

/** Has no call left after one: a call that charges it too only looks. */
const shut = definePolicy({
  name: 'shut',
  windows: [{ name: 'day', limit: 1, periodMs: 86_400_000 }],
  whenStoreIsDown: 'closed',
})

test.each(Object.keys(makers))(
  '%s: a sign-in charges the caller and the account, both or neither',
  async (name) => {
    const store = makers[name]?.() ?? raise(name)
    for (let call = 0; call < 5; call++) await store.take(signInOf('home', 'ada'))
    expect(await freeOf(store, 'address:home')).toEqual([0, 15])
    expect(await freeOf(store, 'account:ada')).toEqual([0, 15])
    // The account denies, and the other address pays nothing. Then the address denies.
    const elsewhere = await store.take(signInOf('elsewhere', 'ada'))
    expect(elsewhere.allowed).toBe(false)
    expect(await freeOf(store, 'address:elsewhere')).toEqual([5, 20])
    const other = await store.take(signInOf('home', 'grace'))
    expect(other.allowed).toBe(false)
    expect(await freeOf(store, 'account:grace')).toEqual([5, 20])
  },
)

test.each(Object.keys(makers))(
  '%s: 300 sign-ins at once from 100 addresses to 3 accounts: 5 pass for each, and only those are charged',
  async (name) => {
    const store = makers[name]?.() ?? raise(name)
    const calls = Array.from({ length: 300 }, (_, call) => ({
      address: `a-${Math.floor(call / 3)}`,
      account: `b-${call % 3}`,
    }))
    const decisions = await Promise.all(
      calls.map(async ({ address, account }) => store.take(signInOf(address, account))),
    )
    const passed = calls.filter((_, call) => decisions[call]?.allowed)
    for (const account of ['b-0', 'b-1', 'b-2']) {
      expect(passed.filter((call) => call.account === account)).toHaveLength(5)
    }
    for (const address of new Set(calls.map((call) => call.address))) {
      const times = passed.filter((call) => call.address === address).length
      expect(await freeOf(store, `address:${address}`)).toEqual([5 - times, 20 - times])
    }
  },
)

test('charged one after the other, the address pays for what the account denies: the broken twin', async () => {
  const store = createMemoryStore({ clock: systemClock })
  for (let call = 0; call < 6; call++) {
    for (const charge of signInOf('home', 'ada')) store.take([charge])
  }
  for (const charge of signInOf('elsewhere', 'ada')) store.take([charge])
  expect(await freeOf(store, 'address:elsewhere')).toEqual([4, 19])
})

function raise(name: string): never {
  throw new Error(`no store is named ${name}`)
}
