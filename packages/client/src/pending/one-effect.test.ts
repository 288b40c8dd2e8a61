import { testDatabase } from '@holdfast/testing/database'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import * as fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { settle, type Fetch } from '../client.ts'
import {
  brokenStorage,
  givenStorage,
  shopClient,
  type Shop,
  type ShopOptions,
} from '../fixtures/given-client.ts'
import { givenRealShop, shopMigrations } from '../fixtures/real-shop.ts'

const { database } = await testDatabase({ migrations: shopMigrations })
const service = await givenRealShop(database)
const proxy = await startFaultProxy(service)
afterAll(() => proxy.close())
beforeEach(() => proxy.heal())

const baseUrl = `http://127.0.0.1:${proxy.port}`
/** A page of one tab. The limits of the client itself are shown elsewhere. */
const page = (options: ShopOptions = {}): Shop =>
  shopClient({ baseUrl, limits: { bookingCreate: [], api: [] }, ...options })
let orders = 0
const newOrder = () => ({ body: { dish: `dish ${orders++}` } })

/** The next `times` answers are lost on their way, after the work was done. */
function loseAnswers(times: number): void {
  let lost = 0
  proxy.judge((chunk, direction) => {
    const isAnswer = direction === 'to-client' && chunk.includes('HTTP/1.1 2')
    return isAnswer && lost++ < times ? 'cut' : 'forward'
  })
}

describe('an order whose answer is lost', () => {
  test('is sent again under its key and stands once', async () => {
    const order = newOrder()
    loseAnswers(2)
    const placed = await page().shop.order(order)
    expect(placed.dish).toBe(order.body.dish)
    expect(await service.ordersOf(order.body.dish)).toBe(1)
  })

  test('and never came: after a reload the same order is still that order', async () => {
    const order = newOrder()
    const storage = givenStorage()
    loseAnswers(3)
    const lost = await settle(page({ storage }).shop.order(order))
    expect(lost).toMatchObject({ ok: false, error: { kind: 'network', attempts: 3 } })
    const reloaded = page({ storage })
    expect(reloaded.shop.order.isPending(order, 60_000)).toBe(true)
    await reloaded.shop.order(order)
    expect(reloaded.shop.order.isPending(order, 60_000)).toBe(false)
    expect(await service.ordersOf(order.body.dish)).toBe(1)
  })

  test('by a page that was left in the middle: the next page finishes it', async () => {
    const order = newOrder()
    const storage = givenStorage()
    const controller = new AbortController()
    proxy.judge((_, direction) => {
      if (direction === 'to-client') controller.abort()
      return 'forward'
    })
    const left = await settle(page({ storage }).shop.order(order, { signal: controller.signal }))
    expect(left).toMatchObject({ ok: false, error: { kind: 'aborted' } })
    await page({ storage }).shop.order(order)
    expect(await service.ordersOf(order.body.dish)).toBe(1)
  })

  test('stands once within a page whose storage is full or forbidden', async () => {
    const order = newOrder()
    loseAnswers(3)
    const { shop } = page({ storage: brokenStorage, sharedStorage: brokenStorage })
    expect((await settle(shop.order(order))).ok).toBe(false)
    expect(shop.order.isPending(order, 60_000)).toBe(true)
    await shop.order(order)
    expect(await service.ordersOf(order.body.dish)).toBe(1)
  })
})

describe('the same order twice', () => {
  test('by a double click: one order, one answer', async () => {
    const order = newOrder()
    const { shop } = page()
    const [first, second] = await Promise.all([shop.order(order), shop.order(order)])
    expect(second).toEqual(first)
    expect(await service.ordersOf(order.body.dish)).toBe(1)
  })

  test('in two tabs while the first is under way: one order, the same answer', async () => {
    const order = newOrder()
    const sharedStorage = givenStorage()
    const [one, other] = [page({ sharedStorage }), page({ sharedStorage })]
    proxy.freeze()
    const first = one.shop.order(order)
    await expect.poll(() => other.shop.order.isPending(order, 60_000)).toBe(true)
    const second = other.shop.order(order)
    proxy.thaw()
    expect(await second).toEqual(await first)
    expect(await service.ordersOf(order.body.dish)).toBe(1)
  })

  test('after its answer: two orders, because somebody wanted two', async () => {
    const order = newOrder()
    const { shop } = page()
    const first = await shop.order(order)
    const second = await shop.order(order)
    expect(second.id).not.toBe(first.id)
    expect(await service.ordersOf(order.body.dish)).toBe(2)
  })

  test('with a key of the caller’s own: one order for as long as the caller says so', async () => {
    const order = newOrder()
    const idempotencyKey = 'the-caller-chose-this-key'
    const { shop } = page()
    const first = await shop.order(order, { idempotencyKey })
    expect(await shop.order(order, { idempotencyKey })).toEqual(first)
    expect(await service.ordersOf(order.body.dish)).toBe(1)
  })
})

test('a refusal is an answer: its key is not used again', async () => {
  const order = { body: { dish: 'sold out soup' } }
  const { shop } = page()
  expect(await settle(shop.order(order))).toMatchObject({
    ok: false,
    error: { kind: 'problem', status: 409, code: 'shop.soldOut' },
  })
  expect(shop.order.isPending(order, 60_000)).toBe(false)
})

test('whatever the network does, an order stands at most once, and once when it is answered', async () => {
  const verdicts = fc.constantFrom('forward', 'forward', 'cut', 'reset')
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(verdicts), async (stream) => {
      const order = newOrder()
      const storage = givenStorage()
      proxy.judge(() => stream.next().value ?? 'forward')
      for (let visits = 0; visits < 4; visits++) {
        const settled = await settle(page({ storage }).shop.order(order))
        expect(await service.ordersOf(order.body.dish)).toBeLessThanOrEqual(1)
        if (settled.ok) break
      }
      await proxy.heal()
      if (page({ storage }).shop.order.isPending(order, 60_000)) {
        await page({ storage }).shop.order(order)
      }
      expect(await service.ordersOf(order.body.dish)).toBe(1)
    }),
    { numRuns: 25 },
  )
})

const keyless: Fetch = (url, init) => {
  const headers = new Headers(init.headers)
  headers.delete('idempotency-key')
  return fetch(url, { ...init, headers })
}

const stubborn: Fetch = (url, init) => fetch(url, init).catch(() => fetch(url, init))

describe('the proof catches', () => {
  test('a client that sends no key', async () => {
    const order = newOrder()
    loseAnswers(1)
    await page({ fetch: keyless }).shop.order(order)
    expect(await service.ordersOf(order.body.dish)).toBe(2)
  })

  test('a client that repeats a write without a key, which this one does not', async () => {
    const before = await service.complaints()
    loseAnswers(1)
    const lost = await settle(page().shop.complain())
    expect(lost).toMatchObject({ ok: false, error: { kind: 'network', attempts: 1 } })
    expect(await service.complaints()).toBe(before + 1)

    loseAnswers(1)
    await page({ fetch: stubborn }).shop.complain()
    expect(await service.complaints()).toBe(before + 3)
  })
})
