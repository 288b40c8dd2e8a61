import { createServer, request as ask, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '@holdfast/kernel/clock'
import { harden } from '@holdfast/kernel/edge'
import { createLog } from '@holdfast/kernel/log'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { expect, onTestFinished, test } from 'vitest'
import { givenStore } from '../../fixtures/given-store.ts'
import { migrations } from '../../fixtures/migrations.ts'
import type { StoresTables } from '../../tables.ts'
import type { ShopDirectory, ShopDoor } from './shop-directory.ts'
import { createShopDirectory } from './shop-directory.ts'
import { createShopProxy } from './shop-proxy.ts'

const { database } = await testDatabase({ migrations })
const log = createLog({ level: 'silent', service: 'test', version: '0', role: 'api' })

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** The proxy behind an edge, for shops that are where the test says. */
async function givenProxy(
  doors: Readonly<Record<string, ShopDoor>>,
  silenceMs = 60_000,
): Promise<number> {
  const directory: ShopDirectory = {
    find: async (slug) => doors[slug] ?? { kind: 'unknown' },
    forget: () => undefined,
    forgetAll: () => undefined,
  }
  const proxy = createShopProxy({
    directory,
    domains: ['localhost'],
    protocol: 'http',
    log,
    silenceMs,
  })
  const edge = harden(
    (request, response) =>
      proxy.isForShop(request) ? proxy.byHost(request, response) : proxy.byPath(request, response),
    { log, production: false, trustedProxyHops: 0, deadlineMs: 50_000 },
  )
  return serve(edge.listener)
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

interface Sent {
  readonly host: string
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

function send(port: number, sent: Sent): Promise<Answer> {
  const { host, path = '/', method = 'GET', headers = {}, body } = sent
  return new Promise((resolve, reject) => {
    const call = ask({ port, host: '127.0.0.1', path, method, headers: { host, ...headers } })
    call.once('error', reject)
    call.once('response', (response) => {
      const chunks: Buffer[] = []
      response.once('error', reject)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    call.end(body)
  })
}

const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.once('end', () => {
    const { method, url, headers } = request
    const body = Buffer.concat(chunks).toString('utf8')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ method, url, headers, body }))
  })
}

const open = (port: number): ShopDoor => ({ kind: 'open', storeId: 'store-1', port })
const host = 'pier-9.localhost:3000'
const page = { accept: 'text/html' }
// Shorter than the silence and the deadline, which would end the call as well.
const patiently = { withinMs: 20_000 }

test('a visit reaches the shop by its host and by its path, with method, query and body', async () => {
  const port = await givenProxy({ 'pier-9': open(await serve(echo)) })
  const sent = { method: 'POST', body: 'a=1', headers: { 'content-length': '3' } }
  const byHost = await send(port, { ...sent, host, path: '/cart?x=1' })
  expect(JSON.parse(byHost.text)).toMatchObject({ method: 'POST', url: '/cart?x=1', body: 'a=1' })
  const byPath = await send(port, {
    ...sent,
    host: 'localhost:3000',
    path: '/shops/pier-9/cart?x=1',
  })
  expect(JSON.parse(byPath.text)).toMatchObject({
    url: '/cart?x=1',
    body: 'a=1',
    headers: { 'x-forwarded-prefix': '/shops/pier-9', 'x-forwarded-for': '127.0.0.1' },
  })
  const bare = await send(port, { host: 'localhost:3000', path: '/shops/pier-9' })
  expect([bare.status, bare.headers['location']]).toEqual([308, '/shops/pier-9/'])
})

test('a client that expects to be told to go on hands on no more than any other', async () => {
  const port = await givenProxy({ 'pier-9': open(await serve(echo)) })
  const headers = { expect: '100-continue', cookie: 'holdfast_session=s', 'content-length': '1' }
  const answer = await send(port, { host, method: 'POST', body: 'x', headers })
  expect(answer.status).toBe(200)
  expect(answer.text).not.toContain('holdfast_session')
})

test('the port is the table’s and the machine is this one, whatever a visit says', async () => {
  const shop = await serve(echo)
  const elsewhere = await serve((_, response) => response.end('elsewhere'))
  const port = await givenProxy({ 'pier-9': open(shop) })
  for (const path of [`//127.0.0.1:${elsewhere}/`, `/@127.0.0.1:${elsewhere}/`, '/..//../x']) {
    expect(JSON.parse((await send(port, { host, path })).text)).toMatchObject({ url: path })
  }
  const absolute = await send(port, { host, path: `http://127.0.0.1:${elsewhere}/` })
  expect([absolute.status, absolute.text]).not.toEqual([200, 'elsewhere'])
})

test('what only who started a shop may ask is asked by no visitor', async () => {
  const port = await givenProxy({ 'pier-9': open(await serve(echo)) })
  for (const path of ['/-/facts', '//-/facts', '/-', '/%2D/facts', '/%2f-%2Ffacts', '/-?x']) {
    expect((await send(port, { host, path })).status).toBe(404)
  }
  expect((await send(port, { host: 'x', path: '/shops/pier-9/-/admin' })).status).toBe(404)
})

test('an unknown shop is 404, a closed one 503 with a friendly page, for programs a problem', async () => {
  const port = await givenProxy({ shut: { kind: 'closed', storeId: 'store-2' } })
  const unknown = await send(port, { host, headers: page })
  expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining('no shop here')])
  const closed = await send(port, { host: 'shut.localhost', headers: page })
  expect([closed.status, closed.headers['retry-after']]).toEqual([503, '300'])
  expect(closed.text).toContain('This shop is closed for now')
  const problem = await send(port, { host: 'shut.localhost' })
  expect([problem.status, problem.headers['content-type']]).toEqual([
    503,
    'application/problem+json',
  ])
  expect((await send(port, { host: 'a.b.localhost' })).status).toBe(404)
})

test('a shop that does not answer, or not in time, is 503 and the visitor may come again', async () => {
  const silent = await serve(() => undefined)
  const closing = createServer()
  await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve))
  const { port: nobody } = closing.address() as AddressInfo
  await new Promise((resolve) => closing.close(resolve))
  const port = await givenProxy({ silent: open(silent), dead: open(nobody) }, 300)
  for (const slug of ['silent', 'dead']) {
    const answer = await send(port, { host: `${slug}.localhost`, headers: page })
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
    expect(answer.text).toContain('does not answer')
  }
})

test('a shop whose answer breaks off breaks off for its visitor, who sees no whole answer', async () => {
  const shop = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => response.destroy())
  })
  const port = await givenProxy({ 'pier-9': open(shop) })
  await expect(send(port, { host })).rejects.toThrow(/aborted|hang up|ECONNRESET/)
})

test('a visitor who leaves takes the call to the shop along', async () => {
  let left = false
  let arrived = false
  const shop = await serve((request, response) => {
    arrived = true
    response.once('close', () => (left = true))
    request.resume()
  })
  const port = await givenProxy({ 'pier-9': open(shop) })
  const call = ask({ port, host: '127.0.0.1', path: '/', headers: { host } })
  call.on('error', () => undefined)
  call.end()
  await eventually(() => expect(arrived).toBe(true), patiently)
  call.destroy()
  await eventually(() => expect(left).toBe(true), patiently)
})

test('the tables say where a shop is, and forget is heard at once', async () => {
  const stores = database.withTypes<StoresTables>()
  const { id, slug } = await givenStore(stores, { engine: 'shop' })
  const directory = createShopDirectory(database, systemClock)
  expect(await directory.find(slug)).toEqual({ kind: 'opening', storeId: id })
  expect(await directory.find('nobody')).toEqual({ kind: 'unknown' })
  await becomes(id, ['queued', 'provisioning', 'verifying', 'ready'])
  expect(await directory.find(slug)).toEqual({ kind: 'opening', storeId: id })
  directory.forget(id)
  // Ready, and of another machine: it has no port here.
  expect(await directory.find(slug)).toEqual({ kind: 'unknown' })
  const port = { port: 21_777, store_id: id, taken_at: new Date() }
  await stores.kysely.insertInto('stores.port').values(port).execute()
  directory.forgetAll()
  expect(await directory.find(slug)).toEqual({ kind: 'open', storeId: id, port: 21_777 })
  await becomes(id, ['suspending', 'suspended'])
  directory.forget(id)
  expect(await directory.find(slug)).toEqual({ kind: 'closed', storeId: id })
  await becomes(id, ['deleting'])
  directory.forget(id)
  expect(await directory.find(slug)).toEqual({ kind: 'unknown' })
})

async function becomes(id: string, phases: readonly StoresTables['stores.store']['phase'][]) {
  const { kysely } = database.withTypes<StoresTables>()
  const owner = '0198a0b0-1c2d-7e3f-8a4b-5c6d7e8f9a0b'
  const lease = { owner, lease_until: new Date(Date.now() + 60_000) }
  await kysely.updateTable('stores.store').set(lease).where('id', '=', id).execute()
  for (const phase of phases) {
    await kysely.updateTable('stores.store').set({ phase }).where('id', '=', id).execute()
  }
}
