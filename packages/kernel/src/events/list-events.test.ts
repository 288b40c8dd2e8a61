import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { newId } from '../ids/ids.ts'
import { kernelMigrations } from '../postgres/postgres.ts'
import { appendEvent, listEvents, sealAuditTrail, type ListQuery, type NewEvent } from './events.ts'

const { database } = await testDatabase({ migrations: [kernelMigrations] })

/** An organisation of its own, in which these have happened one after the other. */
async function given(...events: readonly Partial<NewEvent>[]) {
  const organisationId = newId()
  for (const event of events) {
    const usual = { type: 'booking.created', data: {}, actorId: 'anna', correlationId: 'call' }
    await database.transaction((tx) => appendEvent(tx, { ...usual, organisationId, ...event }))
  }
  return (query: Partial<ListQuery> = {}) =>
    listEvents(database, { organisationId, limit: 10, ...query })
}

const typesOf = ({ events }: Awaited<ReturnType<typeof listEvents>>) =>
  events.map(({ type }) => type)

test('the newest stands first, of one organisation alone, whoever else writes', async () => {
  const list = await given({ type: 'a' }, { type: 'b' }, { type: 'c' })
  await given({ type: 'foreign' })
  expect(typesOf(await list())).toEqual(['c', 'b', 'a'])
})

test('page after page shows each event once, also of one transaction', async () => {
  const organisationId = newId()
  await database.transaction(async (tx) => {
    for (const type of ['a', 'b', 'c', 'd', 'e']) {
      const rest = { data: {}, actorId: 'anna', correlationId: 'call', organisationId }
      await appendEvent(tx, { type, ...rest })
    }
  })
  const seen: string[] = []
  let before: string | undefined
  for (;;) {
    const page = await listEvents(database, { organisationId, limit: 2, before })
    seen.push(...typesOf(page))
    before = page.events.at(-1)?.position
    if (!page.hasMore) break
  }
  expect(seen).toEqual(['e', 'd', 'c', 'b', 'a'])
})

test('the beginning of a type finds its whole family, and no other that only begins alike', async () => {
  const list = await given(
    { type: 'booking.created' },
    { type: 'bookings' },
    { type: 'booking.no_show' },
  )
  expect(typesOf(await list({ type: 'booking' }))).toEqual(['booking.no_show', 'booking.created'])
  expect(typesOf(await list({ type: 'booking.created' }))).toEqual(['booking.created'])
  expect(typesOf(await list({ type: 'book' }))).toEqual([])
})

test.each([
  ['an object', { subject: 'looked-for' }],
  ['a person', { actorId: 'looked-for' }],
  ['a request', { correlationId: 'looked-for' }],
])('the id of %s finds what belongs to it', async (_, event) => {
  const list = await given({ type: 'other' }, { type: 'found', ...event })
  expect(typesOf(await list({ id: 'looked-for' }))).toEqual(['found'])
})

test('a span of time holds its beginning and not its end', async () => {
  const list = await given({ type: 'a' }, { type: 'b' })
  const [later, earlier] = (await list()).events
  if (!later || !earlier) throw new Error('two events were given')
  expect(typesOf(await list({ from: later.happenedAt }))).toContain('b')
  // A Date cuts microseconds off, so that its own event stands behind it.
  const past = new Date(earlier.happenedAt.getTime() - 1)
  expect(typesOf(await list({ until: past }))).toEqual([])
  expect(typesOf(await list({ from: past }))).toEqual(['b', 'a'])
})

test('an event says its number in the chain once it is sealed', async () => {
  const list = await given({ type: 'a' }, { type: 'b' })
  expect((await list()).events.map(({ seal }) => seal)).toEqual([undefined, undefined])
  await sealAuditTrail(database)
  expect((await list()).events.map(({ seal }) => seal)).toEqual([2n, 1n])
})

test('a place that is none is refused', async () => {
  const list = await given()
  await expect(list({ before: '1 or 1=1' })).rejects.toMatchObject({ code: 'request.malformed' })
})
