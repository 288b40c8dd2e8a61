import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { newId } from '../ids/ids.ts'
import { kernelMigrations, type Transaction } from '../postgres/postgres.ts'
import { appendEvent, readHistory } from './events.ts'

const { database } = await testDatabase({ migrations: [kernelMigrations] })

const append = (tx: Transaction<unknown>, subject: string, type: string) =>
  appendEvent(tx, {
    type,
    data: {},
    subject,
    organisationId: 'one',
    actorId: 'a',
    correlationId: 'c',
  })
const query = (subject: string, limit = 10) => ({ organisationId: 'one', subject, limit })

test('a transaction sees what it has just appended, while others still run', async () => {
  const subject = newId()
  await database.transaction(async (tx) => {
    await append(tx, subject, 'first')
    await append(tx, subject, 'second')
    const events = await readHistory(tx, query(subject))
    expect(events.map((event) => event.type)).toEqual(['first', 'second'])
  })
})

test('the latest are shown, oldest first, of one object of one organisation', async () => {
  const [subject, other] = [newId(), newId()]
  for (const type of ['one', 'two', 'three']) {
    await database.transaction((tx) => append(tx, subject, type))
    await database.transaction((tx) => append(tx, other, 'other'))
  }
  const events = await readHistory(database, query(subject, 2))
  expect(events.map((event) => event.type)).toEqual(['two', 'three'])
  expect(await readHistory(database, { ...query(subject), organisationId: 'two' })).toEqual([])
})
