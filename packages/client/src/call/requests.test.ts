import { defineRoutes } from '@holdfast/kernel/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createClient } from '../client.ts'
import { shopClient } from '../fixtures/given-client.ts'
import { answer, givenService } from '../fixtures/given-service.ts'

test('parameters, query and body go where the route says, encoded', async () => {
  const service = await givenService()
  const { shop } = shopClient(service)
  service.next(answer(200, { id: 'a/b', dish: 'x' }), answer(200, { items: [] }))
  await shop.showOrder({ params: { id: 'a/b ?#%' } })
  await shop.listOrders({ query: { tag: ['x&y', 'z'] } })
  service.next(answer(201, { id: '1', dish: 'Stew' }))
  await shop.order({ body: { dish: 'Stew' } })
  expect(service.received.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
    'GET /api/v1/orders/a%2Fb%20%3F%23%25 ',
    'GET /api/v1/orders?tag=x%26y&tag=z ',
    'POST /api/v1/orders {"dish":"Stew"}',
  ])
})

test('the answer is what the contract says, without what it does not name', async () => {
  const service = await givenService()
  service.next(answer(200, { id: '1', dish: 'Stew', secretMargin: 0.4 }))
  expect(await shopClient(service).shop.showOrder({ params: { id: '1' } })).toEqual({
    id: '1',
    dish: 'Stew',
  })
})

test('an answer without a body is undefined, and a body that may be empty is sent as one', async () => {
  const service = await givenService()
  service.next(answer(204))
  expect(await shopClient(service).shop.complain()).toBeUndefined()
  expect(service.received[0]?.body).toBe('{}')
})

test('only what a request needs is in its headers', async () => {
  const service = await givenService()
  service.always(answer(200, { items: [] }))
  const { shop } = shopClient(service)
  await shop.listOrders()
  await shop.listOrders({}, { accessToken: 'guest-token' })
  const [plain, withToken] = service.received.map(({ headers }) => headers)
  expect(plain).toMatchObject({ accept: 'application/json' })
  expect(plain).not.toHaveProperty('authorization')
  expect(plain).not.toHaveProperty('content-type')
  expect(plain).not.toHaveProperty('idempotency-key')
  expect(withToken?.authorization).toBe('Bearer guest-token')
})

test('every request names a correlation id, the same for all attempts of a call', async () => {
  const service = await givenService()
  service.next(answer(503), answer(200, { items: [] }), answer(200, { items: [] }))
  const { shop } = shopClient(service)
  await shop.listOrders()
  await shop.listOrders()
  const [first, repeated, other] = service.received.map((one) => one.headers['x-correlation-id'])
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(repeated).toBe(first)
  expect(other).not.toBe(first)
})

test('a parameter that is missing is a mistake of the caller and sends nothing', async () => {
  const service = await givenService()
  await expect(shopClient(service).shop.showOrder({ params: { id: '' } })).rejects.toThrow(
    TypeError,
  )
  expect(service.received).toEqual([])
})

test('outside of a page a client without an address can be made and not called', async () => {
  const { shop } = shopClient({})
  await expect(shop.listOrders()).rejects.toThrow('needs a baseUrl')
})

test('a file comes back as its text, also where that could be read as JSON', async () => {
  const files = defineRoutes({
    export: {
      method: 'GET',
      path: '/orders.csv',
      summary: 'All, as a file',
      access: 'public',
      responses: { 200: { description: 'CSV.', contentType: 'text/csv', schema: z.string() } },
    },
  })
  const service = await givenService()
  service.next((_, response) => response.end('42'))
  const { baseUrl } = service
  expect(await createClient({ contracts: { files }, baseUrl }).files.export()).toBe('42')
})
