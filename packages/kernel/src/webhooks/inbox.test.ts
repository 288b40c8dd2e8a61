import { testDatabase } from '@holdfast/testing/database'
import { createFakeClock } from '@holdfast/testing/clock'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrations, vault } from '../idempotency/given-keys.ts'
import type { Transaction } from '../postgres/postgres.ts'
import { requestProblems } from '../problems/problems.ts'
import { createWebhookInbox, type StoredWebhook } from './inbox.ts'
import { hexHmac, now, nowSeconds, requestOf, stripeRequest } from './requests.fixture.ts'
import { resealWebhooks } from './reseal-webhooks.ts'
import { genericHmac } from './schemes/generic-hmac.ts'
import { stripeScheme } from './schemes/stripe.ts'

const { database } = await testDatabase({ migrations })
const secret = 'whsec_test'
const dayMs = 24 * 60 * 60 * 1000

let lastEvent = 0
const newEventId = () => `evt_${(lastEvent += 1)}`

function given({ allowedAddresses }: { allowedAddresses?: readonly string[] } = {}) {
  const clock = createFakeClock(now)
  const enqueued: StoredWebhook[] = []
  const warnings: object[] = []
  const inbox = createWebhookInbox<Transaction<unknown>>({
    database,
    vault,
    clock,
    log: { warn: (data: object) => void warnings.push(data) },
    sources: {
      stripe: {
        scheme: stripeScheme(),
        secrets: [secret],
        ...(allowedAddresses ? { allowedAddresses } : {}),
      },
      hashed: { scheme: genericHmac({ header: 'x-signature' }), secrets: [secret] },
    },
    onStored: async (_tx, webhook) => void enqueued.push(webhook),
  })
  const receive = async (eventId: string) => {
    const request = stripeRequest(JSON.stringify({ id: eventId }), secret)
    const webhook = inbox.verify('stripe', request)
    return database.transaction((tx) => inbox.store(tx, webhook))
  }
  const settle = (id: string, effect: () => Promise<void> = async () => {}) =>
    database.transaction((tx) => inbox.settle(tx, id, effect))
  return { clock, inbox, enqueued, warnings, receive, settle }
}

test('sent twice and not done: one row, and its work is asked for again', async () => {
  const { receive, enqueued } = given()
  const eventId = newEventId()
  const first = await receive(eventId)
  const second = await receive(eventId)
  expect(second).toEqual({ ...first, deliveries: 2 })
  expect(enqueued.map(({ id }) => id)).toEqual([first.id, first.id])
})

test('sent again after it was done: answered, and no work is asked for', async () => {
  const { receive, settle, enqueued } = given()
  const eventId = newEventId()
  const { id } = await receive(eventId)
  expect(await settle(id)).toBe(true)
  expect(await receive(eventId)).toMatchObject({ id, deliveries: 2 })
  expect(enqueued).toHaveLength(1)
})

test('done, it is known for a year but what it said is forgotten, also by who has the key', async () => {
  const { inbox, receive, settle } = given()
  const { id } = await receive(newEventId())
  await settle(id)
  expect(await inbox.read(id)).toMatchObject({ isDone: true, body: new Uint8Array() })
  const { rows } = await sql<{ size: number }>`
    select length(body) as size from kernel.webhook where id = ${id}`.execute(database.kysely)
  expect(rows).toEqual([{ size: 0 }])
  expect(await resealWebhooks(database.kysely, vault)).toBe(0)
})

test('ten deliveries at once are one row and ten answers', async () => {
  const { receive } = given()
  const eventId = newEventId()
  const stored = await Promise.all(Array.from({ length: 10 }, () => receive(eventId)))
  expect(new Set(stored.map(({ id }) => id)).size).toBe(1)
  expect(Math.max(...stored.map(({ deliveries }) => deliveries))).toBe(10)
})

test('the same event id of two providers is two events', async () => {
  const { inbox, receive } = given()
  const eventId = newEventId()
  const one = await receive(eventId)
  const other = await database.transaction((tx) =>
    inbox.store(tx, { provider: 'hashed', eventId, request: requestOf('{}') }),
  )
  expect(other.id).not.toBe(one.id)
})

test('two jobs for one webhook at once: its effect happens once', async () => {
  const { receive, settle } = given()
  const { id } = await receive(newEventId())
  let effects = 0
  const effect = async () => {
    effects += 1
  }
  const ran = await Promise.all([settle(id, effect), settle(id, effect), settle(id, effect)])
  expect(ran.toSorted()).toEqual([false, false, true])
  expect(effects).toBe(1)
})

test('an effect that fails leaves the webhook to be done', async () => {
  const { inbox, receive, settle } = given()
  const { id } = await receive(newEventId())
  const failing = settle(id, async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await inbox.read(id)).toMatchObject({ isDone: false })
  expect(await settle(id)).toBe(true)
  expect(await inbox.read(id)).toMatchObject({ isDone: true })
})

test('when its work can not be enqueued, nothing is stored: the provider sends it again', async () => {
  const { inbox } = given()
  const eventId = newEventId()
  const request = stripeRequest(JSON.stringify({ id: eventId }), secret)
  const failing = createWebhookInbox({
    database,
    vault,
    clock: createFakeClock(now),
    sources: { stripe: { scheme: stripeScheme(), secrets: [secret] } },
    onStored: async () => {
      throw new Error('the queue is gone')
    },
  })
  const going = database.transaction((tx) => failing.store(tx, failing.verify('stripe', request)))
  await expect(going).rejects.toThrow('the queue is gone')
  const stored = await database.transaction((tx) =>
    inbox.store(tx, inbox.verify('stripe', request)),
  )
  expect(stored.deliveries).toBe(1)
})

test('the bytes come back as they were, and are not readable in the table', async () => {
  const { inbox, settle } = given()
  const body = Uint8Array.from([0, 255, 128, ...Buffer.from('anna@example.com')])
  const headers = { 'x-signature': hexHmac(secret, body) }
  const webhook = inbox.verify('hashed', requestOf(body, headers))
  const { id } = await database.transaction((tx) => inbox.store(tx, webhook))
  expect(await inbox.read(id)).toMatchObject({
    body: Buffer.from(body),
    contentType: 'application/json',
    provider: 'hashed',
    isDone: false,
  })
  const { rows } = await sql<{ text: string }>`
    SELECT w::text || encode(body, 'escape') AS text FROM kernel.webhook w WHERE id = ${id}`.execute(
    database.kysely,
  )
  expect(rows[0]?.text).not.toContain('anna')
  expect(await settle('0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11')).toBe(false)
})

test('whatever is not believed is answered alike, and the log alone knows why', () => {
  const { inbox, warnings } = given({ allowedAddresses: ['198.51.100.0/24', '2001:db8::7'] })
  const genuineElsewhere = stripeRequest('{"id":"a"}', secret)
  const from = (clientAddress: string, request = genuineElsewhere) => ({
    ...request,
    clientAddress,
  })
  const refused = [
    genuineElsewhere,
    from('unknown'),
    from('198.51.100.9', stripeRequest('{"id":"a"}', 'wrong')),
    from('198.51.100.9', stripeRequest('{"id":"a"}', secret, nowSeconds - 900)),
    from('198.51.100.9', stripeRequest('{}', secret)),
    from('198.51.100.9', requestOf('{"id":"a"}')),
  ]
  const answers = refused.map((request) => {
    try {
      return inbox.verify('stripe', request)
    } catch (error) {
      return error instanceof Error ? error.message : error
    }
  })
  expect(new Set(answers)).toEqual(new Set([requestProblems.unauthenticated().message]))
  expect(warnings).toEqual([
    { provider: 'stripe', reason: 'from another address' },
    { provider: 'stripe', reason: 'from another address' },
    { provider: 'stripe', reason: 'forged' },
    { provider: 'stripe', reason: 'too old' },
    { provider: 'stripe', reason: 'without an id' },
    { provider: 'stripe', reason: 'unsigned' },
  ])
  expect(inbox.verify('stripe', from('::ffff:198.51.100.9'))).toMatchObject({ eventId: 'a' })
  expect(inbox.verify('stripe', from('2001:db8:0::7'))).toMatchObject({ eventId: 'a' })
  expect(() => inbox.verify('nobody', genuineElsewhere)).toThrow('request.notFound')
  expect(() => inbox.verify('toString', genuineElsewhere)).toThrow('request.notFound')
})

test.each([[[]], [['']], [['good', ' ']]])('a source that would believe anybody: %o', (secrets) => {
  const sources = { a: { scheme: stripeScheme(), secrets } }
  const clock = createFakeClock()
  const options = { database, vault, clock, sources, onStored: async () => {} }
  expect(() => createWebhookInbox(options)).toThrow('need a secret')
})

test('a clock that steps back between two deliveries refuses none', async () => {
  const { clock, receive } = given()
  const eventId = newEventId()
  clock.jump(200_000)
  await receive(eventId)
  clock.jump(-200_000)
  expect(await receive(eventId)).toMatchObject({ deliveries: 2 })
})

test('kept a year after it was last sent, done or not, and then forgotten', async () => {
  const { clock, inbox, receive, settle } = given()
  const { id: done } = await receive(newEventId())
  await settle(done)
  const { id: waits } = await receive(newEventId())
  await clock.advance(364 * dayMs)
  await inbox.sweep()
  expect([await inbox.read(done), await inbox.read(waits)]).toEqual([
    expect.objectContaining({ isDone: true }),
    expect.objectContaining({ isDone: false }),
  ])
  await clock.advance(2 * dayMs)
  expect(await inbox.sweep()).toBeGreaterThanOrEqual(2)
  expect(await inbox.read(done)).toBeUndefined()
})
