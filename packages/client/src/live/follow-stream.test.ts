import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually } from '@holdfast/testing/eventually'
import { expect, onTestFinished, test } from 'vitest'
import type { FollowStatus } from './follow-events.ts'
import { followStream } from './follow-stream.ts'

const path = '/stores/s1/events/stream'
const frame = (sequence: number) => `id: ${sequence}\ndata: {"sequence":${sequence}}\n\n`

/** A service that answers each connection by the next of the scripts, then keeps silent. */
async function given(...scripts: readonly ((response: ServerResponse) => void)[]) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const script = scripts[asked.length]
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.flushHeaders()
    script?.(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const seen: number[] = []
  const statuses: FollowStatus[] = []
  const following = followStream<{ readonly sequence: number }>(
    { path, after: 4 },
    {
      baseUrl: `http://127.0.0.1:${port}`,
      random: () => 0,
      onEvent: ({ sequence }) => seen.push(sequence),
      onAnew: () => seen.splice(0),
      onStatus: (status) => statuses.push(status),
    },
  )
  onTestFinished(() => {
    following.close()
    server.closeAllConnections()
    server.close()
  })
  return { asked, seen, statuses }
}

test('a stream of one object begins behind what was seen, and goes on there when it is cut', async () => {
  const { asked, seen, statuses } = await given(
    (response) =>
      response.write(frame(5) + frame(6) + 'id: 7\nda', () =>
        setImmediate(() => response.destroy()),
      ),
    (response) => response.write(`: still here\n\n${frame(7)}${frame(8)}`),
  )
  await eventually(() => expect(seen).toEqual([5, 6, 7, 8]))
  expect(asked).toEqual([`/api/v1${path}?after=4`, `/api/v1${path}?after=6`])
  expect(statuses).toEqual(['open', 'waiting', 'open'])
})

test('a stream to which nothing happens is open from its answer on', async () => {
  const { statuses } = await given(() => undefined)
  await eventually(() => expect(statuses).toEqual(['open']))
})

test('a stream that begins anew forgets what was told, and goes on there when it is cut', async () => {
  const anew = `event: resync\ndata: {"position":"0"}\n\n`
  const { asked, seen } = await given(
    (response) =>
      response.write(frame(5) + anew + frame(1), () => setImmediate(() => response.destroy())),
    (response) => response.write(frame(2)),
  )
  await eventually(() => expect(seen).toEqual([1, 2]))
  expect(asked[1]).toBe(`/api/v1${path}?after=1`)
})
