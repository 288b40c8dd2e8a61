import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { beforeAll, expect, test } from 'vitest'
import { ask, connectionsOf } from './harness/ask.ts'
import { hostileRequests, operationsOf, type Operation } from './harness/hostile-requests.ts'
import { claimOwnership, signIn, type Session } from './harness/owner.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

/** What an answer must never contain: stacks, SQL, paths of this machine, versions of parts. */
const leaks =
  /\bat .+\.[tj]s:\d|node_modules|\/work\/|\/home\/|\/root\/|\.ts\b:\d|\bselect\b.+\bfrom\b|insert into|pg_|postgres|kysely|zod|ECONN|TypeError|SyntaxError|stack/i

let holdfast: Holdfast
let operations: readonly Operation[] = []

beforeAll(async () => {
  holdfast = await startHoldfast(await testDatabase())
  await claimOwnership(holdfast)
  operations = operationsOf((await ask(`${holdfast.baseUrl}/api/openapi.json`)).text)
  return () => holdfast[Symbol.asyncDispose]()
})

const each = proofSize({ reduced: 3, full: 1 })

test('every operation of the OpenAPI document answers hostile input with a quiet problem', async () => {
  expect(operations.length).toBeGreaterThan(10)
  const agent = connectionsOf(10)
  const stations = await ask(`${holdfast.baseUrl}/api/v1/stations`)
  const stationId = String(stations.json['items']?.[0]?.['id'])
  const faults: string[] = []
  let sent = 0
  let owner = await signIn(holdfast.baseUrl)
  for (const operation of operations) {
    owner = await stillSignedIn(owner)
    // Which of them, in the reduced proof, is another with every operation.
    const requests = hostileRequests(operation, { stationId }).filter(
      (_, index) => (index + operations.indexOf(operation)) % each === 0,
    )
    const answers = await Promise.all(
      requests.map(async (hostile) => {
        const url = `${holdfast.baseUrl}/api/v1${hostile.path}`
        const headers = { ...owner, ...hostile.headers }
        const answer = await ask(url, { ...hostile, headers, agent })
        return { hostile, answer }
      }),
    )
    sent += answers.length
    for (const { hostile, answer } of answers) {
      const what = `${operation.method} ${operation.path}, ${hostile.what}: ${answer.status}`
      if (answer.status >= 500) faults.push(`${what} ${answer.text.slice(0, 200)}`)
      if (answer.status >= 400 && leaks.test(answer.text))
        faults.push(`${what} leaks ${answer.text}`)
      const type = String(answer.headers['content-type'] ?? '')
      if (answer.status >= 400 && !type.startsWith('application/problem+json')) {
        faults.push(`${what} is no problem document: ${type} ${answer.text.slice(0, 100)}`)
      }
    }
  }
  agent.destroy()
  expect(faults).toEqual([])
  expect(sent).toBeGreaterThan((operations.length * 20) / each)
  expect(holdfast.output()).not.toContain('"level":"fatal"')
  expect((await ask(`${holdfast.baseUrl}/health/ready`)).status).toBe(200)
}, 120_000)

/** Some operations end the session that they come with. */
async function stillSignedIn(session: Session): Promise<Session> {
  const { status } = await ask(`${holdfast.baseUrl}/api/v1/me`, { headers: session })
  return status === 200 ? session : signIn(holdfast.baseUrl)
}

test.each([
  ['malformed JSON', { body: '{"stationId":' }, '400 request.malformed'],
  [
    'no JSON',
    { body: 'a=b', headers: { 'content-type': 'text/plain' } },
    '415 request.unsupportedMediaType',
  ],
  ['an unknown field', { body: { surprise: true } }, '422 request.invalid'],
  ['more than the limit', { body: 'x'.repeat(1_100_000) }, '413 request.tooLarge'],
])('%s is answered with %j', async (_what, question, expected) => {
  const answer = await ask(`${holdfast.baseUrl}/api/v1/bookings`, { method: 'POST', ...question })
  expect(`${answer.status} ${String(answer.json['code'])}`).toBe(expected)
})

test('an unknown route is 404 and a wrong method 405 with Allow, in the same shape', async () => {
  const unknown = await ask(`${holdfast.baseUrl}/api/v1/nothing`)
  const wrong = await ask(`${holdfast.baseUrl}/api/v1/bookings`, { method: 'DELETE' })
  expect([unknown.status, unknown.json['code']]).toEqual([404, 'request.notFound'])
  expect([wrong.status, wrong.json['code']]).toEqual([405, 'request.methodNotAllowed'])
  expect(String(wrong.headers['allow']).split(', ')).toEqual(
    expect.arrayContaining(['GET', 'POST']),
  )
})

test('the correlation id is echoed when harmless, replaced when not, and stands in the problem', async () => {
  const url = `${holdfast.baseUrl}/api/v1/nothing`
  const kept = await ask(url, { headers: { 'x-correlation-id': 'trace-me.1' } })
  const replaced = await ask(url, { headers: { 'x-correlation-id': '<script>' } })
  expect([kept.headers['x-correlation-id'], kept.json['correlationId']]).toEqual([
    'trace-me.1',
    'trace-me.1',
  ])
  expect(replaced.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(replaced.text).not.toContain('<script>')
})
