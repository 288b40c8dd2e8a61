import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCallError, settle, type ClientReport } from '../client.ts'
import { givenStorage, shopClient } from '../fixtures/given-client.ts'
import { answer, givenService, type Script } from '../fixtures/given-service.ts'

const html = (status: number): Script =>
  answer(status, '<h1>Welcome to our Wi-Fi</h1>', { 'content-type': 'text/html' })

describe('a success that the contract does not know', () => {
  const lies: readonly [string, Script, readonly string[]][] = [
    ['another shape', answer(200, { items: 'none' }), ['items: invalid_type']],
    ['a wrong item', answer(200, { items: [{ id: 7, dish: 'x' }] }), ['items.0.id: invalid_type']],
    ['null', answer(200, 'null'), [': invalid_type']],
    ['half of a JSON text', answer(200, '{"items":'), ['the body is not JSON']],
    ['nothing', answer(200), ['the body is not JSON']],
    ['a page of a hotel', html(200), ['the body is not JSON']],
    ['another status', answer(204), ['status 204 is not in the contract']],
    ['another success', answer(201, { items: [] }), ['status 201 is not in the contract']],
  ]

  test.each(lies)('%s: a typed failure that is reported', async (_, lie, issues) => {
    const service = await givenService()
    service.always(lie)
    const reports: ClientReport[] = []
    const { shop } = shopClient({ ...service, onReport: (report) => reports.push(report) })
    const settled = await settle(shop.listOrders())
    expect(settled).toMatchObject({ ok: false, error: { kind: 'invalid-response', issues } })
    expect(reports).toMatchObject([
      { kind: 'invalid-response', error: { endpoint: 'shop.listOrders' } },
    ])
    expect(service.received).toHaveLength(1)
  })

  test('is reported without what the answer said', async () => {
    const service = await givenService()
    service.always(answer(200, { items: [{ id: 'ada@example.com', dish: 4711 }] }))
    const reports: ClientReport[] = []
    const { shop } = shopClient({ ...service, onReport: (report) => reports.push(report) })
    await settle(shop.listOrders())
    const said = JSON.stringify(reports) + reports.map(({ error }) => error.message).join()
    expect(said).not.toMatch(/ada@example|4711/)
  })

  test('a report that throws is the application’s own trouble', async () => {
    const service = await givenService()
    service.always(answer(200, {}))
    const client = shopClient({
      ...service,
      onReport() {
        throw new Error('the report failed')
      },
    })
    const settled = await settle(client.shop.listOrders())
    expect(settled).toMatchObject({ ok: false, error: { kind: 'invalid-response' } })
  })
})

describe('a keyed write', () => {
  const stew = { body: { dish: 'Stew' } }

  test('that was answered by a page in between keeps its key', async () => {
    const service = await givenService()
    const storage = givenStorage()
    service.next(html(200), answer(201, { id: '1', dish: 'Stew' }))
    const { shop } = shopClient({ ...service, storage })
    await settle(shop.order(stew))
    await shop.order(stew)
    const keys = service.received.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBe(keys[1])
  })

  test.each([401, 403])('that met a %i keeps its key for the next try', async (status) => {
    const service = await givenService()
    service.next(answer(status), answer(201, { id: '1', dish: 'Stew' }))
    const { shop } = shopClient(service)
    await settle(shop.order(stew))
    await shop.order(stew)
    const keys = service.received.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBe(keys[1])
  })

  const wrongShapes: readonly [string, Script][] = [
    ['in a wrong shape', answer(201, { identifier: '1' })],
    ['in half of a JSON text', answer(201, '{"id":')],
    ['with nothing', answer(201)],
    ['under another status', answer(200, { id: '1', dish: 'Stew' })],
  ]

  test.each(wrongShapes)(
    'that was done, and told %s, is done once when it is called again',
    async (_, lie) => {
      const service = await givenService()
      const effects = new Set<unknown>()
      const lieOnce: Script = (received, response) => {
        const key = received.headers['idempotency-key']
        const isReplay = effects.has(key)
        effects.add(key)
        const say = isReplay ? answer(201, { id: '1', dish: 'Stew' }) : lie
        say(received, response)
      }
      service.always(lieOnce)
      const storage = givenStorage()
      const first = await settle(shopClient({ ...service, storage }).shop.order(stew))
      expect(first).toMatchObject({ ok: false, error: { kind: 'invalid-response' } })
      // Also by a page that was loaded again, as the failure may suggest.
      const { shop } = shopClient({ ...service, storage })
      expect(shop.order.isPending(stew, 60_000)).toBe(true)
      expect(await shop.order(stew)).toEqual({ id: '1', dish: 'Stew' })
      expect(service.received).toHaveLength(2)
      expect(effects.size).toBe(1)
      expect(shop.order.isPending(stew, 60_000)).toBe(false)
    },
  )
})

describe('a problem', () => {
  const problem = {
    type: '/docs#shop.soldOut',
    title: 'Conflict',
    status: 409,
    detail: 'That dish is sold out.',
    instance: '/api/v1/orders',
    code: 'shop.soldOut',
    correlationId: 'from-the-document',
    errors: [{ path: 'dish', code: 'gone', text: 'Choose another.' }],
    alternatives: ['Soup'],
  }

  test('is the right one, with everything it says', async () => {
    const service = await givenService()
    service.always(answer(409, problem))
    const settled = await settle(shopClient(service).shop.order({ body: { dish: 'Stew' } }))
    expect(settled).toMatchObject({
      ok: false,
      error: {
        kind: 'problem',
        name: 'ProblemError',
        status: 409,
        code: 'shop.soldOut',
        detail: 'That dish is sold out.',
        correlationId: 'from-the-document',
        errors: [{ path: 'dish', code: 'gone', text: 'Choose another.' }],
        document: problem,
      },
    })
  })

  test('believes the status line, not the document', async () => {
    const service = await givenService()
    service.always(answer(404, { ...problem, status: 200 }))
    const settled = await settle(shopClient(service).shop.listOrders())
    expect(settled).toMatchObject({ ok: false, error: { status: 404 } })
  })

  test('without a document has a code of its status and the id of the answer', async () => {
    const service = await givenService()
    service.always((received, response) => {
      response.setHeader('x-correlation-id', 'from-the-edge')
      html(403)(received, response)
    })
    const settled = await settle(shopClient(service).shop.listOrders())
    expect(settled).toMatchObject({
      ok: false,
      error: { status: 403, code: 'http.403', correlationId: 'from-the-edge', errors: [] },
    })
  })

  test('whose errors are nonsense has none', async () => {
    const service = await givenService()
    service.always(answer(422, { code: 7, errors: [null, { path: 1 }, 'x'], correlationId: {} }))
    const settled = await settle(shopClient(service).shop.listOrders())
    expect(settled).toMatchObject({ ok: false, error: { code: 'http.422', errors: [] } })
  })
})

test('whatever a server says, a call gives its value or a failure that it knows', async () => {
  const service = await givenService()
  const status = fc.integer({ min: 200, max: 599 }).filter((code) => code !== 304)
  const said = fc.record({
    status,
    body: fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant('')),
    retryAfter: fc.stringMatching(/^[ -~]*$/),
  })
  await fc.assert(
    fc.asyncProperty(said, async ({ status, body, retryAfter }) => {
      service.always(answer(status, body, { 'retry-after': retryAfter }))
      const { shop } = shopClient(service)
      const outcome = await shop.listOrders({}, { timeoutMs: 400 }).catch((error: unknown) => error)
      if (isCallError(outcome)) expect(outcome.friendly.title).not.toBe('')
      else expect(outcome).toEqual({ items: expect.any(Array) })
    }),
    { numRuns: 200 },
  )
})
