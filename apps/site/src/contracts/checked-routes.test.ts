import { expect, test } from 'vitest'
import { createClient, settle } from '@holdfast/client'
import { checkedRoutes } from './checked-routes.ts'

test('by such routes the client finds and reports an answer that is not as agreed', async () => {
  const reported: unknown[] = []
  const answers = ['{"items":[]}', '{"items":"none"}']
  const client = createClient({
    baseUrl: 'https://service.test',
    contracts: { stations: { list: asBuilt() } },
    fetch: async () => new Response(answers.shift()),
    onReport: ({ error }) => reported.push(error.issues),
  })
  expect(await client.stations.list()).toEqual({ items: [] })
  expect(reported).toEqual([])
  expect(await settle(client.stations.list())).toMatchObject({
    ok: false,
    error: { kind: 'invalid-response' },
  })
  expect(reported).toEqual([['items: invalid_type']])
})

function asBuilt() {
  const schema = {
    type: 'object',
    properties: { items: { type: 'array' } },
    required: ['items'],
  } as const
  const list = { method: 'GET', path: '/stations', access: 'public', summary: '' } as const
  const { route } = checkedRoutes({ route: { ...list, responses: { 200: { schema } } } })
  if (!route) throw new Error('the route was lost')
  return route
}
