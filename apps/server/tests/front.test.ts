import { testDatabase } from '@holdfast/testing/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './holdfast/ask.ts'
import { startHoldfast, type Holdfast } from './holdfast/start-holdfast.ts'

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
  expect(loggedPaths()).toEqual(['/book', '/nothing.css', '/api/v1/x'])
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
