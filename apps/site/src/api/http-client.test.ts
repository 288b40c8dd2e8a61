import { bookingRoutes } from '@holdfast/bookings/contract'
import { describe, expect, test } from 'vitest'
import { timeoutsMs } from './bookings-api.ts'
import { readRetryAfter } from './failure.ts'
import { friendlyText } from './friendly-text.ts'
import { callApi, type Call, type Network } from './http-client.ts'

const read: Call = { method: 'GET', path: '/stations', timeoutMs: 1000 }
const keyedWrite: Call = { ...read, method: 'POST', body: { a: 1 }, idempotencyKey: 'one' }

/** A network that gives these answers one after the other and notes what it was asked. */
function networkGiving(...answers: readonly (() => Response)[]) {
  const requests: { url: string; init: RequestInit }[] = []
  const waits: number[] = []
  const network: Network = {
    fetch: (url, init) => {
      const give = answers[requests.length] ?? answers.at(-1)
      requests.push({ url, init })
      return new Promise((resolve, reject) => {
        try {
          if (give) resolve(give())
        } catch (error) {
          reject(error)
        }
      })
    },
    isOnline: () => true,
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
    random: () => 1,
  }
  return { network, requests, waits }
}

const fine = () => Response.json({ items: [] })
const broken = () => {
  throw new TypeError('network')
}
const failing = (status: number, headers: Record<string, string> = {}) => {
  return () => Response.json({ code: 'x.y', correlationId: 'c-1' }, { status, headers })
}

describe('a call', () => {
  test('carries key and token, and a body only when there is one', async () => {
    const { network, requests } = networkGiving(fine)
    await callApi({ ...keyedWrite, accessToken: 't', query: { a: 'b c' } }, network)
    expect(requests[0]?.url).toBe('/api/v1/stations?a=b+c')
    expect(requests[0]?.init.headers).toMatchObject({
      'idempotency-key': 'one',
      authorization: 'Bearer t',
      'content-type': 'application/json',
    })
  })

  test('a read is tried three times, then says why it failed', async () => {
    const { network, requests, waits } = networkGiving(broken)
    expect(await callApi(read, network)).toEqual({ ok: false, failure: { kind: 'network' } })
    expect([requests.length, waits]).toEqual([3, [1000, 2000]])
  })

  test('a keyed write is sent again under the same key', async () => {
    const { network, requests } = networkGiving(broken, failing(503), fine)
    const result = await callApi(keyedWrite, network)
    expect(result.ok).toBe(true)
    const keys = requests.map(({ init }) => new Headers(init.headers).get('idempotency-key'))
    expect(keys).toEqual(['one', 'one', 'one'])
  })

  test('a write without a key is sent once', async () => {
    const { idempotencyKey: _, ...write } = keyedWrite
    const { network, requests } = networkGiving(broken)
    await callApi(write, network)
    expect(requests).toHaveLength(1)
  })

  test('a final answer is not asked for again', async () => {
    const { network, requests } = networkGiving(failing(422))
    await callApi(read, network)
    expect(requests).toHaveLength(1)
  })

  test('waits at least as long as the server asks', async () => {
    const { network, waits } = networkGiving(failing(503, { 'retry-after': '4' }), fine)
    await callApi(read, network)
    expect(waits).toEqual([4000])
  })

  test('without a connection nothing is sent', async () => {
    const { network, requests } = networkGiving(fine)
    const result = await callApi(read, { ...network, isOnline: () => false })
    expect(result).toEqual({ ok: false, failure: { kind: 'offline' } })
    expect(requests).toHaveLength(0)
  })

  test('an answer that is no JSON is still a failure with a status', async () => {
    const { network } = networkGiving(() => new Response('<html>', { status: 404 }))
    const result = await callApi(read, network)
    expect(result).toMatchObject({ ok: false, failure: { kind: 'problem', status: 404 } })
  })
})

describe('Retry-After', () => {
  const now = new Date('2026-12-05T18:00:00Z')
  test.each([
    ['24', 24_000],
    ['Sat, 05 Dec 2026 18:00:30 GMT', 30_000],
    ['Sat, 05 Dec 2026 17:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j is %j ms', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms)
  })
})

describe('agreement with the contract', () => {
  test('every route waits as long as the contract says', () => {
    expect(timeoutsMs.createBooking).toBe(bookingRoutes.createBooking.clientTimeoutMs)
    expect(timeoutsMs.showBooking).toBe(bookingRoutes.showBooking.clientTimeoutMs)
    const { listStations, showCalendar, listSlots, showPrice } = bookingRoutes
    const reads = [listStations, showCalendar, listSlots, showPrice]
    expect(reads.map((route) => route.clientTimeoutMs)).toEqual(reads.map(() => timeoutsMs.read))
    const { requestLookup, redeemLink } = bookingRoutes
    const lookups = [requestLookup, redeemLink].map((route) => route.clientTimeoutMs)
    expect(lookups).toEqual([timeoutsMs.lookup, timeoutsMs.lookup])
    expect(bookingRoutes.cancelBooking).not.toHaveProperty('clientTimeoutMs')
  })

  test('every problem a guest can meet has words of its own', () => {
    const generic = friendlyText({ kind: 'problem', ...facts(418, 'x') })
    const used = [
      bookingRoutes.createBooking,
      bookingRoutes.cancelBooking,
      bookingRoutes.redeemLink,
      bookingRoutes.listSlots,
    ]
    for (const code of used.flatMap((route) => [...route.problems])) {
      expect(friendlyText({ kind: 'problem', ...facts(418, code) }), code).not.toEqual(generic)
    }
  })

  test.each([400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 422, 429, 500, 502, 503, 504])(
    'status %i has a friendly text',
    (status) => {
      const generic = friendlyText({ kind: 'problem', ...facts(418, 'x') })
      expect(friendlyText({ kind: 'problem', ...facts(status, 'x') })).not.toEqual(generic)
    },
  )
})

function facts(status: number, code: string) {
  return {
    status,
    code,
    detail: '',
    correlationId: undefined,
    errors: [],
    retryAfterMs: undefined,
    document: {},
  }
}
