import { createClient } from '@holdfast/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeClientEvents, fakeStorage } from '../fixtures/limits.ts'
import { watchLimits, type LimitWatch } from './watch-limits.ts'

let client: ReturnType<typeof fakeClientEvents>
let storage: ReturnType<typeof fakeStorage>
const opened: LimitWatch[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  client = fakeClientEvents()
  storage = fakeStorage()
})
afterEach(() => {
  for (const watch of opened.splice(0)) watch.stop()
  expect(vi.getTimerCount()).toBe(0)
  expect(client.listening()).toBe(0)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function open(): LimitWatch {
  const watch = watchLimits({ events: client.events, storage })
  opened.push(watch)
  return watch
}

test.each([
  [31_000, 'info', '31 s'],
  [30_000, 'warning', '30 s'],
  [10_000, 'warning', '10 s'],
  [9_999, 'warning', '10 s'],
  [9_000, 'danger', '9 s'],
  [1, 'danger', '1 s'],
  [125_000, 'info', '2 min 05 s'],
])('%i ms to wait are shown as %s: %s', (waitMs, tone, left) => {
  const watch = open()
  client.meet('search', waitMs)
  expect(watch.read()).toMatchObject({ tone, left })
})

test('it tells once a second and goes by itself at zero', () => {
  const watch = open()
  const seen: (string | undefined)[] = []
  watch.follow(() => seen.push(watch.read()?.left))
  client.meet('search', 2_500)
  vi.advanceTimersByTime(5_000)
  expect(seen).toEqual(['3 s', '2 s', '1 s', undefined])
  expect(vi.getTimerCount()).toBe(0)
})

test('a reload goes on with the time that is left', () => {
  open()
  client.meet('bookingCreate', 42_000, 'server-rate-limit-exceeded')
  vi.advanceTimersByTime(12_400)
  expect(open().read()).toMatchObject({
    left: '30 s',
    text: 'There were many bookings in a short time.',
  })
})

test('after a reload that took longer than the wait there is nothing to show', () => {
  open()
  client.meet('search', 5_000)
  vi.setSystemTime(1_006_000)
  expect(open().read()).toBeUndefined()
})

test('a tab that slept is right as soon as it wakes', () => {
  const watch = open()
  client.meet('search', 60_000)
  vi.setSystemTime(1_050_000)
  vi.advanceTimersByTime(1_000)
  expect(watch.read()?.left).toBe('9 s')
})

test('of several limits the one that ends last is shown, then nothing', () => {
  const watch = open()
  client.meet('search', 20_000)
  client.meet('bookingCreate', 5_000)
  expect(watch.read()?.text).toContain('searches')
  vi.advanceTimersByTime(20_000)
  expect(watch.read()).toBeUndefined()
})

test('of two waits for one category the longer counts', () => {
  const watch = open()
  client.meet('search', 40_000, 'server-rate-limit-exceeded')
  client.meet('search', 3_000)
  expect(watch.read()?.left).toBe('40 s')
})

test('dismissed, it stays away until that wait is over, through a reload and blocked calls', () => {
  const watch = open()
  client.meet('search', 40_000)
  watch.dismiss()
  expect(watch.read()).toBeUndefined()
  vi.advanceTimersByTime(1_000)
  const reloaded = open()
  client.meet('search', 39_500)
  expect([watch.read(), reloaded.read()]).toEqual([undefined, undefined])
})

test('dismissed, a new wait is shown all the same', () => {
  const watch = open()
  client.meet('search', 5_000)
  watch.dismiss()
  client.meet('search', 60_000)
  expect(watch.read()?.left).toBe('1 min 00 s')
})

test.each([Number.NaN, -1, 0, Number.POSITIVE_INFINITY, 2 * 86_400_000])(
  'a wait of %d ms is not shown',
  (waitMs) => {
    const watch = open()
    client.meet('search', waitMs)
    expect(watch.read()).toBeUndefined()
  },
)

test('a wait that makes no sense changes nothing about the one that is shown', () => {
  const watch = open()
  client.meet('search', 40_000)
  client.meet('search', Number.NaN)
  expect(watch.read()?.left).toBe('40 s')
})

test.each(['', '{"half":', 'null', '[{"category":1}]', '[null]', '{}'])(
  'what stands broken in the storage (%s) counts as nothing',
  (kept) => {
    storage.setItem('holdfast.limit-banner', kept)
    expect(open().read()).toBeUndefined()
  },
)

test('a storage that refuses costs only the memory', () => {
  storage = {
    getItem: () => {
      throw new DOMException('no', 'SecurityError')
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  const watch = open()
  client.meet('search', 4_000)
  expect(watch.read()?.left).toBe('4 s')
})

test('a category that nobody named is a request like any other', () => {
  const watch = open()
  client.meet('constructor', 4_000)
  expect(watch.read()?.text).toBe('There were many requests in a short time.')
})

test('who listens hears new words a few times only', () => {
  const watch = open()
  const spoken = new Set<string | undefined>()
  watch.follow(() => spoken.add(watch.read()?.spoken))
  client.meet('search', 60_000)
  vi.advanceTimersByTime(59_000)
  expect([...spoken]).toEqual([
    'You can go on in about a minute.',
    'You can go on in about 30 seconds.',
    'You can go on in less than 10 seconds.',
  ])
})

test('a real client that met the server’s limit is heard, and both keep their own through a reload', async () => {
  const listItems = {
    method: 'GET',
    path: '/items',
    summary: 'Items',
    access: 'public',
    limit: 'search',
    responses: { 200: { description: 'None.' } },
  } as const
  const kept = { ...storage, removeItem: () => undefined }
  // In a page the client keeps its counts under a name without an address.
  vi.stubGlobal('document', {})
  vi.stubGlobal('location', new URL('http://localhost/book'))
  const openPage = () => {
    const real = createClient({
      contracts: { shop: { listItems } },
      storage: kept,
      sharedStorage: kept,
      fetch: () => Promise.resolve(new Response('{}', limited)),
    })
    const watch = watchLimits({ events: real, storage: kept })
    opened.push(watch)
    return { real, watch }
  }
  const before = openPage()
  await expect(before.real.shop.listItems()).rejects.toMatchObject({ retryAfterMs: 42_000 })
  expect(before.watch.read()?.left).toBe('42 s')

  vi.advanceTimersByTime(2_000)
  const { real, watch } = openPage()
  expect([watch.read()?.left, real.getWaitTime('search')]).toEqual(['40 s', 40_000])
})

const limited = { status: 429, headers: { 'retry-after': '42' } }
