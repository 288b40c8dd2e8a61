import type { LookupAddress } from 'node:dns'
import { expect, test } from 'vitest'
import { startServer } from './local-server.fixture.ts'
import { fetchPublicAddress } from './public-fetch.ts'

const asked = () => ({
  method: 'GET',
  headers: new Headers(),
  signal: AbortSignal.timeout(5_000),
})

/** A name server that answers with the next list each time it is asked. */
function nameServer(...answers: string[][]) {
  const names: string[] = []
  const lookup = (
    name: string,
    _options: object,
    callback: (error: Error | null, addresses: LookupAddress[]) => void,
  ) => {
    const addresses = answers[Math.min(names.length, answers.length - 1)] ?? []
    names.push(name)
    callback(null, addresses.map(toAnswer))
  }
  return { lookup, names }
}

function toAnswer(address: string): LookupAddress {
  return { address, family: address.includes(':') ? 6 : 4 }
}

/** Something inside that must not be reached. */
async function startInside() {
  let reached = 0
  const url = await startServer((_request, response) => {
    reached += 1
    response.end('secret')
  })
  return { port: new URL(url).port, reached: () => reached }
}

test.each([
  'http://127.0.0.1:PORT',
  'http://127.1:PORT',
  'http://0x7f000001:PORT',
  'http://2130706433:PORT',
  'http://0177.0.0.1:PORT',
  'http://0.0.0.0:PORT',
  'http://[::1]:PORT',
  'http://[::ffff:127.0.0.1]:PORT',
  'http://[::ffff:7f00:1]:PORT',
  'http://localhost:PORT',
  'http://１２７.0.0.1:PORT',
])('%s reaches nothing inside', async (template) => {
  const { port, reached } = await startInside()
  const fetchPublic = fetchPublicAddress()
  const going = fetchPublic(new URL(template.replace('PORT', port)), asked())
  await expect(going).rejects.toThrow('not a public one')
  expect(reached()).toBe(0)
})

test.each(['file:///etc/passwd', 'ftp://example.com/', 'data:text/plain,hi'])(
  '%s is neither http nor https and is refused',
  async (url) => {
    await expect(fetchPublicAddress()(new URL(url), asked())).rejects.toThrow('neither http')
  },
)

test('a name that leads inside is refused, also when it leads outside as well', async () => {
  const { port, reached } = await startInside()
  const { lookup } = nameServer(['93.184.216.34', '127.0.0.1'])
  const going = fetchPublicAddress({ lookup })(new URL(`http://two.test:${port}`), asked())
  await expect(going).rejects.toThrow('not a public one')
  expect(reached()).toBe(0)
})

test('rebinding: the name is resolved once and the connection goes to what was checked', async () => {
  const { port, reached } = await startInside()
  // 127.0.0.2 stands for the address outside; where nothing listens, nothing answers.
  const { lookup, names } = nameServer(['127.0.0.2'], ['127.0.0.1'])
  const fetchPublic = fetchPublicAddress({ lookup, allow: ['127.0.0.2/32'] })
  const going = fetchPublic(new URL(`http://rebind.test:${port}`), asked())
  await expect(going).rejects.toMatchObject({ code: 'ECONNREFUSED', address: '127.0.0.2' })
  expect(names).toEqual(['rebind.test'])
  const again = fetchPublic(new URL(`http://rebind.test:${port}`), asked())
  await expect(again).rejects.toThrow('not a public one')
  expect(reached()).toBe(0)
})

test('a redirect to the inside is an answer, and is not followed', async () => {
  const inside = await startInside()
  const outside = await startServer((_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end()
  })
  const fetchPublic = fetchPublicAddress({ allow: ['127.0.0.0/8'] })
  const response = await fetchPublic(new URL(outside), asked())
  expect(response.status).toBe(302)
  expect(inside.reached()).toBe(0)
})

test('a body goes out and an answer comes back whole, by name and by address', async () => {
  const url = await startServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    response.setHeader('x-host', String(request.headers.host))
    response.end(`${request.method} ${Buffer.concat(chunks).toString()}`)
  })
  const { port } = new URL(url)
  const { lookup } = nameServer(['127.0.0.1'])
  const fetchPublic = fetchPublicAddress({ lookup, allow: ['127.0.0.1/32'] })
  const body = new TextEncoder().encode('hello')
  const response = await fetchPublic(new URL(`http://name.test:${port}/path`), {
    ...asked(),
    method: 'POST',
    body,
  })
  expect(response.headers.get('x-host')).toBe(`name.test:${port}`)
  expect(await response.text()).toBe('POST hello')
})
