import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { describe, expect, onTestFinished, test } from 'vitest'
import { settle, type Fetch } from '../client.ts'
import { givenFakeTime, shopClient } from '../fixtures/given-client.ts'
import {
  answer,
  breakOff,
  givenService,
  hangUp,
  silence,
  type Script,
} from '../fixtures/given-service.ts'

const items = answer(200, { items: [] })
const ordered = answer(201, { id: '1', dish: 'Stew' })
const stew = { body: { dish: 'Stew' } }

describe('a server that flaps', () => {
  const faults: readonly [string, Script][] = [
    ['hangs up', hangUp],
    ['breaks off in the middle of its answer', breakOff],
    ...[408, 425, 500, 502, 503, 504].map((status): [string, Script] => [
      `answers ${status}`,
      answer(status),
    ]),
  ]

  test.each(faults)('%s twice: a read succeeds with its third request', async (_, fault) => {
    const service = await givenService()
    service.next(fault, fault, items)
    expect(await shopClient(service).shop.listOrders()).toEqual({ items: [] })
    expect(service.received).toHaveLength(3)
  })

  test.each(faults)('%s for ever: three requests and no more', async (_, fault) => {
    const service = await givenService()
    service.always(fault)
    const settled = await settle(shopClient(service).shop.listOrders())
    expect(settled).toMatchObject({ ok: false, error: { attempts: 3 } })
    expect(service.received).toHaveLength(3)
  })

  test.each(faults)('%s: a write without a key is sent once', async (_, fault) => {
    const service = await givenService()
    service.always(fault)
    const settled = await settle(shopClient(service).shop.complain())
    expect(settled).toMatchObject({ ok: false, error: { attempts: 1 } })
    expect(service.received).toHaveLength(1)
  })

  test.each(faults)('%s: a keyed write is repeated under its key', async (_, fault) => {
    const service = await givenService()
    service.next(fault, fault, ordered)
    await shopClient(service).shop.order(stew)
    const keys = service.received.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  })
})

test.each([400, 401, 403, 404, 405, 409, 410, 413, 415, 422])(
  '%i is an answer and is not asked for again',
  async (status) => {
    const service = await givenService()
    service.always(answer(status))
    const settled = await settle(shopClient(service).shop.listOrders())
    expect(settled).toMatchObject({ ok: false, error: { kind: 'problem', status } })
    expect(service.received).toHaveLength(1)
  },
)

test('a route that must not be repeated is not', async () => {
  const service = await givenService()
  service.always(answer(503))
  await settle(shopClient(service).shop.export())
  expect(service.received).toHaveLength(1)
})

test('a server that is down is a network failure, with the reason behind it', async () => {
  const proxy = await startFaultProxy({ port: 1 })
  await proxy.close()
  const { shop } = shopClient({ baseUrl: `http://127.0.0.1:${proxy.port}` })
  const settled = await settle(shop.listOrders())
  expect(settled).toMatchObject({
    ok: false,
    error: { kind: 'network', isOffline: false, attempts: 3, cause: expect.any(TypeError) },
  })
})

test('connections that are reset or cut in between are gone over', async () => {
  const service = await givenService()
  service.always(items)
  const proxy = await startFaultProxy(service)
  onTestFinished(() => proxy.close())
  let lost = 0
  proxy.judge((_, direction) => (direction === 'to-client' && lost++ < 2 ? 'reset' : 'forward'))
  const { shop } = shopClient({ baseUrl: `http://127.0.0.1:${proxy.port}` })
  expect(await shop.listOrders()).toEqual({ items: [] })
  expect(service.received).toHaveLength(3)
})

test('a device without a connection sends nothing and says so', async () => {
  const service = await givenService()
  const client = shopClient({ ...service, isOnline: () => false })
  const settled = await settle(client.shop.listOrders())
  expect(settled).toMatchObject({ ok: false, error: { kind: 'network', isOffline: true } })
  expect(service.received).toEqual([])
  expect(client.getRemainingRequests('api')).toBe(60)
})

describe('the waits', () => {
  test('are random parts of 1 and 2 seconds', async () => {
    const time = givenFakeTime()
    const service = await givenService(time.clock.monotonicMs)
    service.next(answer(503), answer(503), items)
    await time.until(shopClient({ ...service, ...time, random: () => 0.5 }).shop.listOrders())
    const [first = 0, second = 0, third = 0] = service.received.map(({ atMs }) => atMs)
    expect([second - first, third - second]).toEqual([500, 1000])
  })

  test('that would outlast the time of the call are not begun: the failure comes at once', async () => {
    const time = givenFakeTime()
    const service = await givenService(time.clock.monotonicMs)
    service.always(answer(503, undefined, { 'retry-after': '31' }))
    const settled = await time.until(settle(shopClient({ ...service, ...time }).shop.listOrders()))
    expect(settled).toMatchObject({ ok: false, error: { status: 503, retryAfterMs: 31_000 } })
    expect(service.received).toHaveLength(1)
    expect(time.clock.monotonicMs()).toBeLessThan(1000)
  })

  test('end at once when the caller stops', async () => {
    const time = givenFakeTime()
    const service = await givenService()
    service.always(answer(503, undefined, { 'retry-after': '20' }))
    let answers = 0
    const fetch: Fetch = (url, init) => time.fetch(url, init).finally(() => (answers += 1))
    const controller = new AbortController()
    const { shop } = shopClient({ ...service, ...time, fetch })
    const call = settle(shop.listOrders({}, { signal: controller.signal }))
    await expect.poll(() => answers).toBe(1)
    await time.clock.advance(19_000)
    controller.abort(new Error('went back'))
    expect(await call).toMatchObject({
      ok: false,
      error: { kind: 'aborted', name: 'AbortError', cause: { message: 'went back' } },
    })
    expect(time.clock.waiting).toBe(0)
    expect(service.received).toHaveLength(1)
  })
})

describe('a server that is slow', () => {
  test('answers within the time of the call: one request, also when it takes long', async () => {
    const time = givenFakeTime()
    const service = await givenService()
    let late: (() => void) | undefined
    service.next((received, response) => void (late = () => ordered(received, response)))
    const call = shopClient({ ...service, ...time, serverDeadlineMs: 60_000 }).shop.order(stew)
    await expect.poll(() => late).toBeDefined()
    await time.clock.advance(44_000)
    late?.()
    expect(await call).toMatchObject({ id: '1' })
    expect(service.received).toHaveLength(1)
  })

  test('never answers: the call ends with its time, and not later', async () => {
    const time = givenFakeTime()
    const service = await givenService()
    service.always(silence)
    const call = settle(shopClient({ ...service, ...time }).shop.complain({}, { timeoutMs: 8_000 }))
    await expect.poll(() => service.received.length).toBe(1)
    await time.clock.advance(7_999)
    expect(await Promise.race([call, 'still waiting'])).toBe('still waiting')
    await time.clock.advance(1)
    expect(await call).toMatchObject({ ok: false, error: { kind: 'timeout', timeoutMs: 8_000 } })
    expect(time.clock.waiting).toBe(0)
  })

  test('each route has its own time, and 30 seconds without one', async () => {
    const time = givenFakeTime()
    const service = await givenService()
    service.always(silence)
    const { shop } = shopClient({ ...service, ...time, serverDeadlineMs: 100_000 })
    const endsMs: number[] = []
    const note = () => void endsMs.push(time.clock.monotonicMs())
    void settle(shop.listOrders()).then(note)
    void settle(shop.order(stew)).then(note)
    await expect.poll(() => service.received.length).toBe(2)
    await time.clock.advance(60_000)
    expect(endsMs).toEqual([30_000, 45_000])
  })

  test('says nothing 5 s after its own deadline: it is asked again, within the same time', async () => {
    const time = givenFakeTime()
    const service = await givenService(time.clock.monotonicMs)
    service.next(silence, ordered)
    const call = shopClient({ ...service, ...time, serverDeadlineMs: 10_000 }).shop.order(stew)
    await expect.poll(() => service.received.length).toBe(1)
    await time.clock.advance(15_000)
    await time.until(call)
    const [first, second] = service.received
    expect(second?.atMs).toBe(15_000)
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
  })
})

describe('the caller', () => {
  test('can stop a call on the wire', async () => {
    const service = await givenService()
    let closed = false
    service.always((_, response) => void response.on('close', () => (closed = true)))
    const controller = new AbortController()
    const call = settle(shopClient(service).shop.listOrders({}, { signal: controller.signal }))
    await expect.poll(() => service.received.length).toBe(1)
    controller.abort()
    expect(await call).toMatchObject({ ok: false, error: { kind: 'aborted' } })
    await expect.poll(() => closed).toBe(true)
  })

  test('who has stopped before sends nothing', async () => {
    const service = await givenService()
    const signal = AbortSignal.abort()
    const settled = await settle(shopClient(service).shop.order(stew, { signal }))
    expect(settled).toMatchObject({ ok: false, error: { kind: 'aborted' } })
    expect(service.received).toEqual([])
  })
})
