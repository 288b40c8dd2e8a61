import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findClosedPort, startRawServer, startServer } from './local-server.fixture.ts'
import {
  defineProvider,
  fetchPublicAddress,
  type ProviderOptions,
  type Transport,
} from './outbound.ts'
import { fetchTransport } from './transport.ts'

const transports: readonly [name: string, transport: Transport][] = [
  ['the global fetch', fetchTransport],
  ['the fetch for public addresses', fetchPublicAddress({ allow: ['127.0.0.1/32'] })],
]

interface Ending {
  readonly text?: string
  readonly kind?: string | undefined
  readonly reason?: string | undefined
}

/** What became of a read without repetition, and after how long. */
async function ask(url: string, options: Partial<ProviderOptions> = {}) {
  const provider = defineProvider('test', {
    baseUrl: url,
    timeoutMs: 300,
    retry: { attempts: 1 },
    ...options,
  })
  const startedAtMs = performance.now()
  const ending = await provider.call({ path: '/' }).then(
    (response): Ending => ({ text: response.text() }),
    (error: Ending): Ending => ({ kind: error.kind, reason: error.reason }),
  )
  return { ...ending, tookMs: performance.now() - startedAtMs, state: provider.state() }
}

describe.each(transports)('through %s', (_name, transport) => {
  test('a server that never answers costs one time-out', async () => {
    const url = await startServer(() => {})
    const { kind, tookMs, state } = await ask(url, { transport })
    expect(kind).toBe('timeout')
    expect(tookMs).toBeGreaterThan(280)
    expect(tookMs).toBeLessThan(5_000)
    expect(state.inFlight).toBe(0)
  })

  test('a server that dribbles its answer is cut at the time-out', async () => {
    const url = await startServer(async (_request, response) => {
      while (!response.destroyed) {
        response.write('.')
        await pause(20)
      }
    })
    const { kind, tookMs } = await ask(url, { transport })
    expect(kind).toBe('timeout')
    expect(tookMs).toBeLessThan(5_000)
  })

  test('a server that ends before the length it announced is not believed', async () => {
    const url = await startRawServer((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"paid":true}')
    })
    expect(await ask(url, { transport })).toMatchObject({ kind: 'network' })
  })

  test('a server that breaks off between two chunks is not believed', async () => {
    const url = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n')
      setImmediate(() => socket.destroy())
    })
    expect(await ask(url, { transport })).toMatchObject({ kind: 'network' })
  })

  test('a server that resets the connection is a failure of the network', async () => {
    const url = await startRawServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy())
    })
    const { kind, reason } = await ask(url, { transport })
    expect(kind).toBe('network')
    expect(reason).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
  })

  test('a server that speaks no HTTP is a failure of the network', async () => {
    const url = await startRawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))
    expect(await ask(url, { transport })).toMatchObject({ kind: 'network' })
  })

  test('nobody at the port: certainly nothing was done', async () => {
    const provider = defineProvider('test', {
      baseUrl: await findClosedPort(),
      retry: { attempts: 1 },
      transport,
    })
    const going = provider.call({ method: 'POST', path: '/', json: {} })
    await expect(going).rejects.toMatchObject({
      kind: 'network',
      reason: 'ECONNREFUSED',
      isOutcomeUnknown: false,
    })
  })

  test('an endless answer is cut at the cap', async () => {
    let sentBytes = 0
    const url = await startServer((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024)
      const send = () => {
        while (!response.destroyed && response.write(chunk)) sentBytes += chunk.byteLength
      }
      response.on('drain', send)
      send()
    })
    const options = { transport, maxResponseBytes: 100_000, timeoutMs: 10_000 }
    expect(await ask(url, options)).toMatchObject({ kind: 'too-large' })
    expect(sentBytes).toBeLessThan(30_000_000)
  })

  test('an answer of exactly the cap is whole', async () => {
    const url = await startServer((_request, response) => response.end('x'.repeat(1_000)))
    const { text } = await ask(url, { transport, maxResponseBytes: 1_000 })
    expect(text).toHaveLength(1_000)
  })

  test('a redirect is an answer and is not followed', async () => {
    let asked = 0
    const url = await startServer((_request, response) => {
      asked += 1
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await ask(url, { transport })).toMatchObject({ kind: 'permanent' })
    expect(asked).toBe(1)
  })
})

test('a small answer that grows when it is unpacked is cut at the cap', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const url = await startServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  })
  expect(await ask(url, { maxResponseBytes: 1_000_000, timeoutMs: 10_000 })).toMatchObject({
    kind: 'too-large',
  })
})

test('the caller’s signal ends a call at once, with its own reason, and frees the place', async () => {
  const url = await startServer(() => {})
  const provider = defineProvider('test', { baseUrl: url })
  const reason = new Error('the guest went away')
  const giving = new AbortController()
  const going = provider.call({ path: '/', signal: giving.signal })
  setImmediate(() => giving.abort(reason))
  await expect(going).rejects.toBe(reason)
  expect(provider.state().inFlight).toBe(0)
  await expect(provider.call({ path: '/', signal: giving.signal })).rejects.toBe(reason)
})

test('503 with Retry-After over a real connection: asked again, and not before', async () => {
  const arrivals: number[] = []
  const url = await startServer((_request, response) => {
    arrivals.push(performance.now())
    if (arrivals.length === 1) response.writeHead(503, { 'retry-after': '1' }).end()
    else response.end('there')
  })
  const { text } = await ask(url, { retry: { attempts: 3, baseMs: 1 }, timeoutMs: 5_000 })
  expect(text).toBe('there')
  const [first = 0, second = 0] = arrivals
  expect(second - first).toBeGreaterThanOrEqual(999)
})

test('a time-out of a write leaves its outcome unknown', async () => {
  const url = await startServer(() => {})
  const provider = defineProvider('test', { baseUrl: url, timeoutMs: 100 })
  const going = provider.call({ method: 'POST', path: '/', json: {} })
  await expect(going).rejects.toMatchObject({ kind: 'timeout', isOutcomeUnknown: true })
})
