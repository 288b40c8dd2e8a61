import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, connectionsOf, tally } from './harness/ask.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

let holdfast: Holdfast

beforeAll(async () => {
  holdfast = await startHoldfast({ ...(await testDatabase()), env: { LOG_LEVEL: 'info' } })
})

afterAll(() => holdfast[Symbol.asyncDispose]())

/** The paths of the access lines so far. */
function loggedPaths(): readonly unknown[] {
  const lines = holdfast.process.stdout.objects()
  return lines.filter((line) => line['msg'] === 'request').map((line) => line['path'])
}

test('at info the log has the pages, the API and what goes wrong, not the files of a page', async () => {
  const { baseUrl } = holdfast
  const paths = ['/icon.svg', '/metrics', '/health/ready', '/book', '/nothing.css', '/api/v1/x']
  for (const path of paths) await ask(baseUrl + path)
  await holdfast.process.stdout.waitFor(/"path":"\/api\/v1\/x"/)
  // Each line is written when its connection is done with, in whatever order that happens.
  await eventually(() => {
    expect(loggedPaths().toSorted()).toEqual(['/api/v1/x', '/book', '/nothing.css'])
  })
})

test.each([
  ['POST /book', 'GET, HEAD'],
  ['PUT /console', 'GET, HEAD'],
  ['POST /mailbox', 'GET, HEAD'],
  ['DELETE /mailbox/some-mail', 'GET, HEAD'],
  ['DELETE /metrics', 'GET, HEAD'],
  ['POST /health/ready', 'GET, HEAD'],
  ['POST /api/docs', 'GET, HEAD, OPTIONS'],
  ['DELETE /api/stations', 'GET, HEAD, OPTIONS, POST'],
  ['HEAD /api/v1/lookups', 'OPTIONS, POST'],
])('%s is refused as a problem that names what the address takes', async (asked, allowed) => {
  const [method = '', path] = asked.split(' ')
  const { status, headers, json } = await ask(holdfast.baseUrl + path, { method })
  expect([status, headers['allow']]).toEqual([405, allowed])
  expect(headers['content-type']).toBe('application/problem+json')
  if (method !== 'HEAD') expect(json['code']).toBe('request.methodNotAllowed')
})

test('every problem leads to the page that describes it, also one of the edge', async () => {
  const { baseUrl } = holdfast
  const page = await ask(`${baseUrl}/api/docs`)
  for (const [path, method] of [
    ['/api/v1/nothing', 'GET'],
    ['/health', 'POST'],
    [`/${'x'.repeat(9000)}`, 'GET'],
  ] as const) {
    const { json } = await ask(baseUrl + path, { method })
    const [address, place] = String(json['type']).split('#')
    expect(address).toBe('/api/docs')
    expect(page.text).toContain(`id="${place}"`)
  }
})

test('a busy address is limited, and neither its probes nor its scraper are', async () => {
  const urls = await testDatabase()
  const env = { RATE_LIMIT_FACTOR: '1', HOLDFAST_PROBE_TOKEN: 'token-of-the-scraper' }
  await using busy = await startHoldfast({ ...urls, env })
  const agent = connectionsOf(20)
  const statusOf = async (path: string, headers = {}) =>
    (await ask(busy.baseUrl + path, { agent, headers })).status
  const asked = Array.from({ length: 1300 }, () => statusOf('/robots.txt'))
  expect(tally(await Promise.all(asked))).toEqual({ 200: 1200, 429: 100 })
  expect(await statusOf('/metrics')).toBe(429)
  expect(await statusOf('/metrics', { authorization: 'Bearer wrong' })).toBe(429)
  expect(await statusOf('/metrics', { authorization: 'Bearer token-of-the-scraper' })).toBe(200)
  expect(await statusOf('/health/ready')).toBe(200)
  agent.destroy()
})
