import { fileURLToPath } from 'node:url'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { appendEvent, readEvents, type Event, type NewEvent, type Position } from './events.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))
const { database } = await testDatabase({ migrations: [{ name: 'kernel', folder }] })

describe('a transaction that is committed late', () => {
  test('is not skipped: later ones wait for it, and nothing comes twice', async () => {
    const reader = await aReader((after) =>
      readEvents(database, { ...(after && { after }), limit: 100 }),
    )
    const late = await anOpenTransaction('late')
    await append('early')
    expect(await reader.read()).toEqual([])
    await late.commit()
    await allReadable()
    expect(await reader.read()).toEqual(['late', 'early'])
    expect(await reader.read()).toEqual([])
  })

  test('broken twin: who reads behind the last id that was seen skips it for ever', async () => {
    const reader = await aReader(readByNumber)
    const late = await anOpenTransaction('late')
    await append('early')
    expect(await reader.read()).toEqual(['early'])
    await late.commit()
    expect(await reader.read()).toEqual([])
  })

  test('in a storm of transactions of any length, every event is read once, in order', async () => {
    const reader = await aReader((after) =>
      readEvents(database, { ...(after && { after }), limit: 7 }),
    )
    const seen: string[] = []
    const writing = { goesOn: true }
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let round = 0; round < 20; round += 1) {
        await database.transaction(async (tx) => {
          await appendEvent(tx, named(`${writer}-${round}-a`))
          await sql`select pg_sleep(${Math.random() * 0.004})`.execute(tx.kysely)
          await appendEvent(tx, named(`${writer}-${round}-b`))
        })
      }
    })
    const done = Promise.all(writers).finally(() => (writing.goesOn = false))
    while (writing.goesOn) seen.push(...(await reader.read()))
    await done
    await allReadable()
    for (let page = await reader.read(); page.length > 0; page = await reader.read())
      seen.push(...page)
    expect(seen).toHaveLength(240)
    expect(new Set(seen).size).toBe(240)
    for (const [index, name] of seen.entries()) {
      if (name.endsWith('-b')) expect(seen[index - 1]).toBe(name.replace('-b', '-a'))
    }
  })
})

test('filters: by type, organisation and subject; the position moves past what did not match', async () => {
  const { position } = await readEvents(database, { limit: 0 })
  await append('one', { type: 'a.b', organisationId: 'x', subject: 's1' })
  await append('two', { type: 'a.c', organisationId: 'y', subject: 's1' })
  await append('three', { type: 'a.d', organisationId: 'x' })
  await allReadable()
  const read = async (query: Partial<Parameters<typeof readEvents>[1]>) =>
    namesOf((await readEvents(database, { after: position, limit: 10, ...query })).events)
  expect(await read({})).toEqual(['one', 'two', 'three'])
  expect(await read({ types: ['a.d', 'a.b'] })).toEqual(['one', 'three'])
  expect(await read({ types: ['a.d', 'a.b'], limit: 1 })).toEqual(['one'])
  expect(await read({ types: [] })).toEqual([])
  expect(await read({ organisationId: 'x' })).toEqual(['one', 'three'])
  expect(await read({ subject: 's1', organisationId: 'y' })).toEqual(['two'])
  const nothing = await readEvents(database, { after: position, types: ['none'], limit: 10 })
  expect(await read({ after: nothing.position })).toEqual([])
})

test('pages meet: reading on from the position of a page gives the next one', async () => {
  const { position } = await readEvents(database, { limit: 0 })
  for (const name of ['1', '2', '3', '4', '5']) await append(name)
  await allReadable()
  const first = await readEvents(database, { after: position, limit: 2 })
  const second = await readEvents(database, { after: first.position, limit: 2 })
  const third = await readEvents(database, { after: second.position, limit: 2 })
  expect([first, second, third].map(({ events }) => namesOf(events))).toEqual([
    ['1', '2'],
    ['3', '4'],
    ['5'],
  ])
  const again = await readEvents(database, { after: first.events[0]?.position ?? '', limit: 2 })
  expect(namesOf(again.events)).toEqual(['2', '3'])
})

const strangers = [
  '',
  '12',
  '0.0',
  "1.00000000-0000-0000-0000-00000000000'",
  '99999999999999999999.00000000-0000-0000-0000-000000000000',
]

test.each(strangers)('a position from a stranger is refused with 400: %j', async (after) => {
  await expect(readEvents(database, { after, limit: 1 })).rejects.toMatchObject({
    code: 'request.malformed',
  })
})

function named(name: string, more: Partial<NewEvent> = {}): NewEvent {
  return {
    type: 'thing.happened',
    data: { name },
    organisationId: 'kitchen',
    actorId: 'anna',
    correlationId: 'call-1',
    ...more,
  }
}

function append(name: string, more: Partial<NewEvent> = {}) {
  return database.transaction((tx) => appendEvent(tx, named(name, more)))
}

/** A transaction that has appended an event and is not yet committed. */
async function anOpenTransaction(name: string) {
  const appended = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const done = database.transaction(async (tx) => {
    await appendEvent(tx, named(name))
    appended.resolve()
    await go.promise
  })
  await appended.promise
  return {
    commit: () => {
      go.resolve()
      return done
    },
  }
}

/** Transactions of any database on the server hold readers back, those of other tests too. */
function allReadable(): Promise<void> {
  return eventually(async () => {
    const { rows } = await sql<{ readonly held: boolean }>`
      select exists (select from kernel.event
        where transaction_id >= pg_snapshot_xmin(pg_current_snapshot())) as held`.execute(
      database.kysely,
    )
    expect(rows).toEqual([{ held: false }])
  })
}

type Read = (after?: Position) => Promise<{ events: readonly Event[]; position: Position }>

/** Reads on and on, from where the events are now. */
async function aReader(readPage: Read) {
  let { position } = await readPage(undefined)
  for (
    let page = await readPage(position);
    page.events.length > 0;
    page = await readPage(position)
  ) {
    position = page.position
  }
  return {
    async read() {
      const page = await readPage(position)
      position = page.position
      return namesOf(page.events)
    },
  }
}

/** What everybody writes first. Ids count up like a sequence, in the order of appending. */
async function readByNumber(after: Position = '00000000-0000-0000-0000-000000000000') {
  const { rows } = await sql<Event>`
    select * from kernel.event where id > ${after}::uuid order by id limit 100`.execute(
    database.kysely,
  )
  return { events: rows, position: rows.at(-1)?.id ?? after }
}

function namesOf(events: readonly Event[]): readonly unknown[] & readonly string[] {
  return events.map(({ data }) => String(data['name']))
}
