import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { defineRoutes } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { createClient, settle } from '../client.ts'

const routes = defineRoutes({
  show: {
    method: 'GET',
    path: '/notes/:id',
    summary: 'One',
    access: 'public',
    request: {
      params: z.strictObject({ id: z.string() }),
      query: z.strictObject({ tag: z.array(z.string()).optional() }),
    },
    responses: { 200: { description: 'It.', schema: z.object({ url: z.string() }) } },
  },
})

test('a call goes out as its route says and comes back as its schema says', async () => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ url: request.url, more: 1 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = createClient({ contracts: { notes: routes }, baseUrl: `http://127.0.0.1:${port}` })
  const input = { params: { id: 'a/b' }, query: { tag: ['x', 'y'] } }
  expect(await settle(client.notes.show(input))).toEqual({
    ok: true,
    value: { url: '/api/v1/notes/a%2Fb?tag=x&tag=y' },
  })
  server.close()
})
