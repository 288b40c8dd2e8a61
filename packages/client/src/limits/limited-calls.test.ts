import { expect, test } from 'vitest'
import { settle, type LimitEvent } from '../client.ts'
import { givenFakeTime, givenStorage, shopClient, type Shop } from '../fixtures/given-client.ts'
import { answer, givenService } from '../fixtures/given-service.ts'
import { shopRoutes } from '../fixtures/shop-routes.ts'

const stew = (dish = 'Stew') => ({ body: { dish } })
const ordered = answer(201, { id: '1', dish: 'Stew' })

function eventsOf(client: Shop): LimitEvent[] {
  const events: LimitEvent[] = []
  client.on('rate-limit-exceeded', (event) => events.push(event))
  client.on('server-rate-limit-exceeded', (event) => events.push(event))
  return events
}

test('a sixth order within a minute is refused here, before anything is sent', async () => {
  const time = givenFakeTime()
  const service = await givenService()
  service.always(ordered)
  const client = shopClient({ ...service, ...time })
  const events = eventsOf(client)
  for (let number = 0; number < 5; number++) await client.shop.order(stew(`dish ${number}`))
  expect(client.checkLimit('bookingCreate')).toMatchObject({ allowed: false, remaining: 0 })
  const settled = await settle(client.shop.order(stew('one more')))
  const waitMs = client.getWaitTime('bookingCreate')
  expect(settled).toMatchObject({
    ok: false,
    error: { kind: 'limited', source: 'client', retryAfterMs: waitMs, attempts: 0 },
  })
  expect(service.received).toHaveLength(5)
  expect(events).toEqual([
    { endpoint: 'shop.order', category: 'bookingCreate', waitMs, remaining: 0 },
  ])
  await time.clock.advance(waitMs)
  expect(client.getRemainingRequests('bookingCreate')).toBe(1)
  expect((await settle(client.shop.order(stew('one more')))).ok).toBe(true)
})

test('for other routes the same client has the same limit, and tells whoever listens', async () => {
  const service = await givenService()
  service.always(ordered)
  const client = shopClient({
    ...service,
    limits: { bookingCreate: [{ limit: 1, periodMs: 1e6 }] },
  })
  const events = eventsOf(client)
  const { order } = client.extend({ counter: { order: shopRoutes.order } }).counter
  await client.shop.order(stew())
  expect(await settle(order(stew('another')))).toMatchObject({ error: { kind: 'limited' } })
  expect(events).toMatchObject([{ endpoint: 'counter.order', category: 'bookingCreate' }])
  expect(service.received).toHaveLength(1)
})

test('a refused order was never sent, so it is not pending', async () => {
  const service = await givenService()
  service.always(ordered)
  const client = shopClient({
    ...service,
    limits: { bookingCreate: [{ limit: 1, periodMs: 1e6 }] },
  })
  await client.shop.order(stew())
  await settle(client.shop.order(stew('another')))
  expect(client.shop.order.isPending(stew('another'), 60_000)).toBe(false)
})

test('after a 429 nothing of that category is sent before its time, also after a reload', async () => {
  const time = givenFakeTime()
  const service = await givenService(time.clock.monotonicMs)
  const storage = givenStorage()
  service.next(answer(429, { code: 'request.limited' }, { 'retry-after': '50' }))
  service.always(ordered)
  const client = shopClient({ ...service, ...time, storage })
  const events = eventsOf(client)
  const refused = await time.until(settle(client.shop.order(stew())))
  expect(refused).toMatchObject({
    ok: false,
    error: { kind: 'limited', source: 'server', code: 'request.limited', retryAfterMs: 50_000 },
  })
  const event = { endpoint: 'shop.order', category: 'bookingCreate' }
  expect(events).toEqual([{ ...event, waitMs: 50_000, remaining: 0 }])

  await time.clock.advance(20_000)
  const reloaded = shopClient({ ...service, ...time, storage })
  expect(reloaded.getWaitTime('bookingCreate')).toBe(30_000)
  const early = await settle(reloaded.shop.order(stew()))
  expect(early).toMatchObject({ ok: false, error: { source: 'client', retryAfterMs: 30_000 } })
  expect(service.received).toHaveLength(1)

  await time.clock.advance(30_000)
  await time.until(reloaded.shop.order(stew()))
  expect(service.received.map(({ atMs }) => atMs)).toEqual([0, 50_000])
})

test('other categories go on', async () => {
  const service = await givenService()
  service.next(answer(429, undefined, { 'retry-after': '50' }), answer(200, { items: [] }))
  const client = shopClient(service)
  await settle(client.shop.order(stew()))
  expect(await client.shop.listOrders()).toEqual({ items: [] })
})

test('an attempt takes a token too, and waits for one when there is none', async () => {
  const time = givenFakeTime()
  const service = await givenService(time.clock.monotonicMs)
  service.next(answer(503), answer(200, { items: [] }))
  const limits = { api: [{ limit: 1, periodMs: 5_000 }] }
  const { shop } = shopClient({ ...service, ...time, limits })
  await time.until(shop.listOrders())
  const [first = 0, second = 0] = service.received.map(({ atMs }) => atMs)
  expect(second - first).toBeGreaterThanOrEqual(5_000)
})

test('each attempt is counted, as the service counts it', async () => {
  const service = await givenService()
  service.next(answer(503), answer(503), answer(200, { items: [] }))
  const client = shopClient(service)
  await client.shop.listOrders()
  expect(client.getRemainingRequests('api')).toBe(57)
})

test('two attempts that wait for one token do not both take it', async () => {
  const time = givenFakeTime()
  const service = await givenService(time.clock.monotonicMs)
  service.next(answer(503), answer(503))
  service.always(answer(200, { items: [] }))
  const limits = { api: [{ limit: 2, periodMs: 10_000 }] }
  const { shop } = shopClient({ ...service, ...time, limits })
  const lists = [shop.listOrders(), shop.listOrders({ query: { tag: ['other'] } })]
  await time.until(Promise.all(lists))
  const [, , third = 0, fourth = 0] = service.received.map(({ atMs }) => atMs)
  expect(fourth - third).toBeGreaterThanOrEqual(5_000)
})

test('the limits that the service names are adopted', async () => {
  const service = await givenService()
  service.always(answer(200, { items: [] }, { 'ratelimit-policy': '"api-minute";q=600;w=60' }))
  const client = shopClient(service)
  await client.shop.listOrders()
  expect(client.getRemainingRequests('api')).toBe(599)
})

test('a listener that throws, or has left, changes nothing', async () => {
  const service = await givenService()
  service.always(answer(429, undefined, { 'retry-after': '50' }))
  const client = shopClient(service)
  client.on('server-rate-limit-exceeded', () => {
    throw new Error('a mistake of the application')
  })
  const left: LimitEvent[] = []
  const leave = client.on('server-rate-limit-exceeded', (event) => left.push(event))
  leave()
  const settled = await settle(client.shop.listOrders())
  expect(settled).toMatchObject({ ok: false, error: { kind: 'limited', source: 'server' } })
  expect(left).toEqual([])
})
