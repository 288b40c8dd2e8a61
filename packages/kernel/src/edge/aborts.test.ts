import { connect } from 'node:net'
import { proofSize } from '@holdfast/testing/proof'
import { expect, test } from 'vitest'
import { ClientGone, currentContext } from '../context/context.ts'
import { givenEdge, RawClient } from './given-edge.ts'
import type { Listener } from './options.ts'

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

test('a client that goes away aborts the signal, is logged as such, and is not in flight', async () => {
  let signal: AbortSignal | undefined
  const { port, edge, lines, metrics } = await givenEdge(() => {
    signal = currentContext()?.signal
  })
  const client = new RawClient(port, get)
  await expect.poll(() => edge.inFlight()).toBe(1)
  client.socket.destroy()
  await expect.poll(() => edge.inFlight()).toBe(0)
  expect(signal?.aborted).toBe(true)
  expect(signal?.reason).toBeInstanceOf(ClientGone)
  expect(lines).toMatchObject([{ outcome: 'aborted', status: 0 }])
  expect((await metrics.render()).body).toContain('http_requests_aborted_total 1')
})

test('the signal of a request that was answered does not abort', async () => {
  let signal: AbortSignal | undefined
  const { port, edge } = await givenEdge((_, response) => {
    signal = currentContext()?.signal
    response.end()
  })
  const client = new RawClient(port, get)
  await client.until('\r\n\r\n')
  await expect.poll(() => edge.inFlight()).toBe(0)
  client.socket.destroy()
  await client.closed
  expect(signal?.aborted).toBe(false)
})

test('a client that goes away within its body is not in flight any more', async () => {
  let failed = false
  const listener: Listener = async (request) => {
    try {
      for await (const _ of request);
    } catch {
      failed = true
    }
  }
  const { port, edge } = await givenEdge(listener)
  const client = new RawClient(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab')
  await expect.poll(() => edge.inFlight()).toBe(1)
  client.socket.destroy()
  await expect.poll(() => [edge.inFlight(), failed]).toEqual([0, true])
})

test('pipelined requests of a client that goes away are all counted out', async () => {
  const { port, edge, lines } = await givenEdge(() => {})
  const client = new RawClient(port, get.repeat(5))
  await expect.poll(() => edge.inFlight()).toBe(5)
  client.socket.destroy()
  await expect.poll(() => edge.inFlight()).toBe(0)
  expect(lines).toHaveLength(5)
  await edge.idle()
})

/** Some clients go before the request is read, some when the answer has begun. */
function abortAfter(port: number, text: string, index: number): Promise<void> {
  const later = index % 2 === 0 ? setImmediate : queueMicrotask
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.write(text, () => later(() => socket.destroy()))
  })
}

const aborted = proofSize({ reduced: 2_000, full: 10_000 })

test(`${aborted} aborted requests leave none in flight, whatever they were doing`, async () => {
  const listeners: Listener[] = [
    () => {},
    (_, response) => void response.write('begun'),
    (request) => void request.resume(),
    (_, response) => response.end('x'.repeat(200_000)),
    () => Promise.reject(new Error('broken')),
  ]
  let calls = 0
  const { port, edge, lines } = await givenEdge((request, response) => {
    return listeners[calls++ % listeners.length]?.(request, response)
  })
  const requests = [get, get.repeat(2), 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab']
  const sent = Array.from({ length: aborted }, (_, index) => requests[index % 3] ?? get)
  while (sent.length > 0) {
    await Promise.all(sent.splice(0, 50).map((text, index) => abortAfter(port, text, index)))
  }
  await edge.idle()
  expect(edge.inFlight()).toBe(0)
  expect(lines.filter(({ msg }) => msg === 'request')).toHaveLength(calls)
}, 60_000)
