import { once } from 'node:events'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from './harness/ask.ts'
import { bookingFor, findFreeSlot } from './harness/booking.ts'
import { claimOwnership } from './harness/owner.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

test('staff hear of a booking over a WebSocket, pages elsewhere do not, and a shutdown says 1012', async () => {
  const holdfast = await startHoldfast(await testDatabase())
  onTestFinished(() => holdfast[Symbol.asyncDispose]())
  const { baseUrl } = holdfast
  const headers = await claimOwnership(holdfast)
  const owner = open(baseUrl, headers)
  const nobody = open(baseUrl, {})
  const foreign = open(baseUrl, { ...headers, origin: 'https://evil.example' })
  expect(await nobody.ended).toBe(4401)
  expect(await foreign.ended).toBe(1006)
  await eventually(() => expect(owner.kinds()).toContain('ready'))
  const body = bookingFor(await findFreeSlot(baseUrl))
  await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body })
  await eventually(() => expect(owner.types()).toContain('booking.created'))
  owner.socket.send(JSON.stringify({ id: 'one', type: 'nothing', data: 1 }))
  await eventually(() => expect(owner.kinds()).toContain('problem'))
  holdfast.process.signal('SIGTERM')
  expect(await owner.ended).toBe(1012)
  expect(await holdfast.process.exited).toEqual({ code: 0, signal: null })
}, 60_000)

interface Said {
  readonly kind: string
  readonly event?: { readonly type: string }
}

function open(baseUrl: string, headers: Readonly<Record<string, string>>) {
  const said: Said[] = []
  const address = `${baseUrl.replace('http', 'ws')}/api/v1/socket`
  // Node's takes headers where the types, which are the browser's, know protocols alone.
  const socket: WebSocket = Reflect.construct(WebSocket, [address, { headers }])
  socket.addEventListener('message', ({ data }) => said.push(JSON.parse(String(data))))
  return {
    socket,
    kinds: () => said.map(({ kind }) => kind),
    types: () => said.map(({ event }) => event?.type),
    ended: once(socket, 'close').then(([end]) => Number(end.code)),
  }
}
