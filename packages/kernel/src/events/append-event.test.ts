import { fileURLToPath } from 'node:url'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { appendEvent, eventChannel, readEvents, type NewEvent } from './events.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))
const { database, appUrl } = await testDatabase({ migrations: [{ name: 'kernel', folder }] })
const app = new Client(appUrl)
await app.connect()
afterAll(() => app.end())

const happened: NewEvent = {
  type: 'booking.confirmed',
  data: { bookingId: 'b1', seats: 4 },
  subject: 'b1',
  organisationId: 'kitchen',
  actorId: 'anna',
  correlationId: 'call-1',
}

test('an event exists when its transaction is committed, with everything that it was given', async () => {
  const { position } = await readEvents(database, { limit: 0 })
  const { id } = await database.transaction((tx) => appendEvent(tx, happened))
  const { events } = await eventually(async () => {
    const page = await readEvents(database, { after: position, limit: 10 })
    expect(page.events).toHaveLength(1)
    return page
  })
  expect(events).toEqual([
    { ...happened, id, happenedAt: expect.any(Date), position: expect.any(String) },
  ])
})

test('an event of a transaction that is rolled back never happened', async () => {
  const { position } = await readEvents(database, { limit: 0 })
  const failing = database.transaction(async (tx) => {
    await appendEvent(tx, happened)
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect((await readEvents(database, { after: position, limit: 10 })).events).toEqual([])
})

test('a transaction notifies once, however many events it appends', async () => {
  const heard: string[] = []
  app.on('notification', ({ payload = '' }) => heard.push(payload))
  await app.query(`listen ${eventChannel}`)
  await database.transaction(async (tx) => {
    for (let count = 0; count < 3; count += 1) await appendEvent(tx, happened)
  })
  await eventually(() => expect(heard).toHaveLength(1))
  // The answer to a query comes behind every notification that was sent before it.
  await app.query('select')
  expect(heard).toEqual([''])
})

const forbidden = [
  [`update kernel.event set data = '{}'`],
  ['delete from kernel.event'],
  ['truncate kernel.event cascade'],
  [
    `insert into kernel.event (id, type, organisation_id, actor_id, correlation_id, data, transaction_id)
    values (gen_random_uuid(), 'a', 'b', 'c', 'd', '{}', '3')`,
  ],
  [
    `insert into kernel.event (id, type, organisation_id, actor_id, correlation_id, data, happened_at)
    values (gen_random_uuid(), 'a', 'b', 'c', 'd', '{}', now() - interval '1 day')`,
  ],
  [
    `insert into kernel.audit_seal (organisation_id, number, event_id, event_hash, hash)
    values ('kitchen', 99, gen_random_uuid(), sha256('a'), sha256('b'))`,
  ],
  [`update kernel.audit_seal set hash = sha256('c')`],
  ['delete from kernel.audit_seal'],
  [`update kernel.audit_progress set transaction_id = '0'`],
  ['drop table kernel.event'],
  ['alter table kernel.event disable trigger all'],
  [
    `create or replace function kernel.seal_events(integer) returns integer language sql as 'select 0'`,
  ],
] as const

test.each(forbidden)('the application can not rewrite history: %s', async (statement) => {
  await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' })
})

const wrong = [
  { ...happened, type: 'two words' },
  { ...happened, subject: '' },
  { ...happened, organisationId: '' },
  { ...happened, data: [1] },
]

test.each(wrong)('an event that makes no sense is refused by the database', async (event) => {
  await expect(database.transaction((tx) => appendEvent(tx, event))).rejects.toMatchObject({
    code: '23514',
  })
})
