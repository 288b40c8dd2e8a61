import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { readEvents } from '../events/events.ts'
import { migrations } from '../idempotency/given-keys.ts'
import { newId } from '../ids/ids.ts'
import { createLog } from '../log/log.ts'
import type { Transaction } from '../postgres/postgres.ts'
import { createContext, type Actor } from './module.ts'

const { database } = await testDatabase({ migrations })

const actor: Actor = { id: 'p1', kind: 'person', organisationId: 'org', actions: new Set(['a']) }
const log = createLog({
  level: 'silent',
  service: 'test',
  version: '1',
  role: 'api',
  destination: { write: () => true },
})

function contextOf(correlationId: string, tx?: Transaction<unknown>) {
  return createContext({ database, tx, actor, correlationId, log, ids: newId, clock: systemClock })
}

async function eventsOf(correlationId: string) {
  const { events } = await readEvents(database, { limit: 100, organisationId: 'org' })
  return events.filter((event) => event.correlationId === correlationId)
}

test('an event is there exactly when the transaction is, with who and why', async () => {
  await contextOf('kept').transaction((tx) => tx.emit('note.written', { noteId: 'n1' }, 'n1'))
  // Transactions of others, also on other databases, hold events back while they are open.
  await expect.poll(() => eventsOf('kept')).toHaveLength(1)
  const [event] = await eventsOf('kept')
  expect(event).toMatchObject({
    type: 'note.written',
    data: { noteId: 'n1' },
    subject: 'n1',
    organisationId: 'org',
    actorId: 'p1',
  })
  const undone = contextOf('undone').transaction(async (tx) => {
    await tx.nested((inner) => inner.emit('note.written', {}))
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  expect(await eventsOf('undone')).toEqual([])
})

test('inside a surrounding transaction it joins: both or nothing, and a part can be undone', async () => {
  const surrounding = database.transaction(async (tx) => {
    const ctx = contextOf('joined', tx)
    await ctx.transaction((joined) => joined.emit('note.first', {}))
    const refused = ctx.transaction(async (joined) => {
      await joined.emit('note.second', {})
      throw new Error('only this part')
    })
    await expect(refused).rejects.toThrow('only this part')
    const seen = await sql`SELECT 1 FROM kernel.event WHERE correlation_id = 'joined'`.execute(
      ctx.kysely,
    )
    return seen.rows.length
  })
  expect(await surrounding).toBe(1)
  await expect
    .poll(async () => (await eventsOf('joined')).map(({ type }) => type))
    .toEqual(['note.first'])
})

test('the context says who, when and whether they may', () => {
  const ctx = contextOf('plain')
  expect(ctx.organisationId).toBe('org')
  expect(ctx.now()).toBeInstanceOf(Date)
  expect(() => ctx.permit('a')).not.toThrow()
  expect(() => ctx.permit('b')).toThrow('request.forbidden')
})
