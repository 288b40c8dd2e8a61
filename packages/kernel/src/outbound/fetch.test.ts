import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createFakeClock } from '@holdfast/testing/clock'
import { expect, test } from 'vitest'
import { startServer } from './local-server.fixture.ts'
import { defineProvider, OutboundError } from './outbound.ts'

/** A server that answers with these statuses in turn and tells what it was sent. */
async function given(statuses: readonly number[]) {
  const sent: { method: string; body: string; type: string | undefined }[] = []
  const url = await startServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const status = statuses[sent.length] ?? 200
    sent.push({
      method: String(request.method),
      body: Buffer.concat(chunks).toString(),
      type: request.headers['content-type'],
    })
    response.writeHead(status, { 'x-answer': 'yes' }).end(status === 204 ? undefined : '{"a":1}')
  })
  const provider = defineProvider('test', { baseUrl: url, retry: { attempts: 2, baseMs: 1 } })
  return { url, provider, sent }
}

test.each([200, 204, 304, 402, 404, 503])(
  'an answer of %d arrives as fetch would give it',
  async (status) => {
    const { url, provider } = await given([status, status])
    const response = await provider.fetch(`${url}/v1/x`)
    expect(response.status).toBe(status)
    expect(response.headers.get('x-answer')).toBe('yes')
    expect(await response.text()).toBe(status === 204 || status === 304 ? '' : '{"a":1}')
  },
)

const stream = () => new Blob(['a=1']).stream()

test.each([
  ['a text', () => ({ body: 'a=1' })],
  ['bytes', () => ({ body: new TextEncoder().encode('a=1') })],
  ['a form', () => ({ body: new URLSearchParams({ a: '1' }) })],
  ['a stream', () => ({ body: stream(), duplex: 'half' as const })],
])('a keyed write of %s is repeated with the same body', async (_name, init) => {
  const { url, provider, sent } = await given([503, 200])
  const headers = { 'idempotency-key': 'k' }
  const response = await provider.fetch(`${url}/v1/x`, { method: 'POST', headers, ...init() })
  expect(response.status).toBe(200)
  expect(sent.map(({ method, body }) => [method, body])).toEqual([
    ['POST', 'a=1'],
    ['POST', 'a=1'],
  ])
})

test('a write without a key is sent once, and its answer is given as it is', async () => {
  const { url, provider, sent } = await given([503, 200])
  const response = await provider.fetch(new Request(`${url}/v1/x`, { method: 'POST', body: 'a' }))
  expect(response.status).toBe(503)
  expect(sent).toHaveLength(1)
})

test('a signal ends it with its own reason, as fetch does: a client’s time-out stays one', async () => {
  const url = await startServer(() => {})
  const provider = defineProvider('test', { baseUrl: url })
  const ending = new AbortController()
  const going = provider.fetch(url, { method: 'POST', body: 'a', signal: ending.signal })
  const reason = Object.assign(new TypeError('ETIMEDOUT'), { code: 'ETIMEDOUT' })
  void setImmediate().then(() => ending.abort(reason))
  await expect(going).rejects.toBe(reason)
})

test('a signal is not forgotten when memory is collected meanwhile', async () => {
  const url = await startServer(() => {})
  const provider = defineProvider('test', { baseUrl: url })
  const ending = new AbortController()
  const ways: (() => Promise<Response>)[] = [
    () => provider.fetch(url, { signal: ending.signal }),
    () => provider.fetch(new Request(url, { signal: ending.signal })),
  ]
  const endings = ways.map((go) => expect(go()).rejects.toThrow('no longer needed'))
  for (let count = 0; count < 5; count++) {
    await setImmediate()
    collectGarbage()
  }
  ending.abort(new Error('no longer needed'))
  await Promise.all(endings)
}, 5_000)

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

test('a failure of the network is an OutboundError here too', async () => {
  const clock = createFakeClock()
  const provider = defineProvider('test', {
    baseUrl: 'http://a.test',
    clock,
    retry: { attempts: 1 },
    transport: () => Promise.reject(new TypeError('fetch failed')),
  })
  await expect(provider.fetch('http://a.test/')).rejects.toThrow(OutboundError)
})
