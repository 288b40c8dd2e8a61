import { createFakeClock } from '@holdfast/testing/clock'
import { testDatabase } from '@holdfast/testing/database'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { migrations } from '../idempotency/given-keys.ts'
import { PermanentError, RateLimitedError } from '../jobs/jobs.ts'
import { OutboundError } from '../outbound/outbound.ts'
import { startServer } from '../outbound/local-server.fixture.ts'
import { listDeliveries } from './delivery-store.ts'
import { createWebhookSender, type OutgoingWebhook } from './sender.ts'

const { database } = await testDatabase({ migrations })
const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
const older = `whsec_${Buffer.alloc(24, 2).toString('base64')}`

interface Arrival {
  readonly headers: Record<string, string>
  readonly body: string
}

/** Somebody's endpoint, which answers with these statuses in turn. */
async function startEndpoint(statuses: readonly number[], headers: Record<string, string> = {}) {
  const arrivals: Arrival[] = []
  const url = await startServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const status = statuses[arrivals.length] ?? 200
    const flat = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
    arrivals.push({ headers: Object.fromEntries(flat), body: Buffer.concat(chunks).toString() })
    response.writeHead(status, headers).end()
  })
  return { url, arrivals }
}

let lastEndpoint = 0

function given(url: string, secrets: readonly string[] = [secret]) {
  const endpointId = `endpoint-${(lastEndpoint += 1)}`
  const webhook: OutgoingWebhook = {
    id: 'msg_1',
    organisationId: 'org',
    endpointId,
    url,
    secrets,
    payload: { type: 'booking.confirmed', data: { bookingId: 'b1' } },
  }
  const sender = createWebhookSender({
    database,
    clock: systemClock,
    timeoutMs: 300,
    allowInsecure: true,
    privateAddresses: { allow: ['127.0.0.1/32'] },
  })
  const log = async () => {
    const lines = await listDeliveries(database.kysely, {
      organisationId: 'org',
      endpointId,
      limit: 10,
    })
    return lines.toReversed().map(({ outcome, status }) => [outcome, status])
  }
  return { sender, webhook, log }
}

test('the reference library accepts what arrives, with the new and with the old secret', async () => {
  const { url, arrivals } = await startEndpoint([200])
  const { sender, webhook, log } = given(url, [secret, older])
  await sender.send(webhook)
  const [{ headers, body } = { headers: {}, body: '' }] = arrivals
  for (const one of [secret, older]) {
    expect(new Webhook(one).verify(body, headers)).toEqual(webhook.payload)
  }
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
  expect(await log()).toEqual([['delivered', 200]])
})

test('every attempt is signed at its own time, under the same id', async () => {
  const { url, arrivals } = await startEndpoint([500, 200])
  const clock = createFakeClock(new Date())
  const { webhook } = given(url)
  const privateAddresses = { allow: ['127.0.0.1/32'] }
  const sender = createWebhookSender({ database, clock, allowInsecure: true, privateAddresses })
  await expect(sender.send(webhook)).rejects.toThrow(OutboundError)
  clock.jump(120_000)
  await sender.send(webhook)
  const [first, second] = arrivals.map(({ headers }) => headers)
  expect(second?.['webhook-id']).toBe(first?.['webhook-id'])
  const passed = Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp'])
  expect(passed).toBe(120)
  expect(new Webhook(secret).verify(arrivals[1]?.body ?? '', second ?? {})).toBeTruthy()
})

test.each([
  [400, PermanentError, 'permanent'],
  [404, PermanentError, 'permanent'],
  [410, PermanentError, 'permanent'],
  [429, RateLimitedError, 'rate-limited'],
  [500, OutboundError, 'transient'],
  [503, OutboundError, 'transient'],
])(
  'a %d is an error that a job is classified by, and a line in the log',
  async (status, type, kind) => {
    const { url } = await startEndpoint([status], { 'retry-after': '33' })
    const { sender, webhook, log } = given(url)
    const error = await sender.send(webhook).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(type)
    if (error instanceof RateLimitedError) expect(error.retryAfterMs).toBe(33_000)
    expect(await log()).toEqual([[kind, status]])
  },
)

test('a redirect is a refusal: what we sign goes nowhere else', async () => {
  const inside = await startEndpoint([])
  for (const status of [301, 302, 307, 308]) {
    const { url } = await startEndpoint([status], { location: inside.url })
    const { sender, webhook } = given(url)
    await expect(sender.send(webhook)).rejects.toThrow(PermanentError)
  }
  expect(inside.arrivals).toEqual([])
})

test.each([
  'https://127.0.0.1/',
  'https://localhost/',
  'https://[::ffff:10.0.0.1]/',
  'https://169.254.169.254/latest/meta-data',
  'http://example.com/',
  'https://user:password@example.com/',
  'file:///etc/passwd',
  'nonsense',
])('%s is never sent to, and is not tried again', async (url) => {
  const { webhook, log } = given(url)
  const sender = createWebhookSender({ database, clock: systemClock })
  await expect(sender.send(webhook)).rejects.toThrow(PermanentError)
  expect(await log()).toEqual([['refused-address', undefined]])
})

test('an endpoint that hangs costs one time-out', async () => {
  const url = await startServer(() => {})
  const { sender, webhook, log } = given(url)
  await expect(sender.send(webhook)).rejects.toMatchObject({ kind: 'timeout' })
  expect(await log()).toEqual([['timeout', undefined]])
})

test('the log is kept for 30 days and shows no organisation what is another’s', async () => {
  const { url } = await startEndpoint([200])
  const { sender, webhook, log } = given(url)
  await sender.send(webhook)
  const { endpointId } = webhook
  const foreign = { organisationId: 'other', endpointId, limit: 10 }
  expect(await listDeliveries(database.kysely, foreign)).toEqual([])
  await sender.sweep()
  expect(await log()).toHaveLength(1)
  const clock = createFakeClock(new Date(Date.now() + 31 * 24 * 60 * 60 * 1000))
  expect(await createWebhookSender({ database, clock }).sweep()).toBeGreaterThan(0)
  expect(await log()).toEqual([])
})
