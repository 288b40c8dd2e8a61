import { testDatabase } from '@holdfast/testing/database'
import { beforeAll, expect, test } from 'vitest'
import { ask, type Answer } from './holdfast/ask.ts'
import { documentedExamples, type DocumentedExample } from './holdfast/documented-examples.ts'
import { asOperator } from './holdfast/operator.ts'
import { startHoldfast, type Holdfast } from './holdfast/start-holdfast.ts'

/** The link of a mail can not be in a document: its example is answered as documented. */
const refusedAsDocumented: Readonly<Record<string, number>> = { 'POST /lookups/redeem': 410 }

let holdfast: Holdfast
let examples: readonly DocumentedExample[] = []
let stationId = ''

beforeAll(async () => {
  holdfast = await startHoldfast(await testDatabase())
  examples = documentedExamples((await ask(`${holdfast.baseUrl}/api/openapi.json`)).text)
  const stations = await ask(`${holdfast.baseUrl}/api/v1/stations`)
  stationId = String(stations.json['items']?.[0]?.['id'])
  return () => holdfast[Symbol.asyncDispose]()
})

/** The example with real ids in place of those that a document can not know. */
function run(example: DocumentedExample, bookingId = stationId): Promise<Answer> {
  const { method, path, query } = example
  const id = path.startsWith('/bookings') ? bookingId : stationId
  const url = `${holdfast.baseUrl}/api/v1${path.replaceAll('{id}', id)}?${query}`
  const body =
    example.body && 'stationId' in example.body ? { ...example.body, stationId } : example.body
  return ask(url, { method, headers: asOperator, ...(body === undefined ? {} : { body }) })
}

function exampleOf(operation: string): DocumentedExample {
  const found = examples.find((example) => example.operation === operation)
  if (!found) throw new Error(`${operation} is not documented`)
  return found
}

test('every required parameter and every body has an example', () => {
  expect(examples.length).toBeGreaterThan(10)
  expect(examples.filter(({ missing }) => missing.length > 0)).toEqual([])
})

test('the documented day has times to book', async () => {
  const slots = await run(exampleOf('GET /stations/{id}/slots'))
  expect(Object.values(slots.json['items'] ?? {}).length).toBeGreaterThan(5)
})

test('every documented example works on a fresh service', async () => {
  const booking = exampleOf('POST /bookings')
  const booked = await run(booking)
  expect(`${booked.status} ${booked.text}`).toMatch(/^201 /)
  const faults: string[] = []
  for (const example of examples.filter((one) => one !== booking)) {
    const answer = await run(example, String(booked.json['id']))
    const expected = refusedAsDocumented[example.operation]
    const isFine = expected === undefined ? answer.status < 300 : answer.status === expected
    if (!isFine) faults.push(`${example.operation}: ${answer.status} ${answer.text}`)
  }
  expect(faults).toEqual([])
})
