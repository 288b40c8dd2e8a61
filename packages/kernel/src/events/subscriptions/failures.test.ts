import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listEventFailures } from '../events.ts'
import { aType, givenEvents, keeping, write } from './fixtures/given-events.ts'

const { database, owner, start, append, written } = await givenEvents()

test('what a handler wrote is undone when it fails, and it is tried again until it works', async () => {
  const type = aType()
  let attempts = 0
  const running = start({
    ...keeping(type, []),
    async handle(event, tx) {
      await write(tx, type, event)
      attempts += 1
      if (attempts < 3) throw new Error('not today')
    },
  })
  await append(type, [1])
  await running.waitUntilIdle()
  expect(attempts).toBe(3)
  expect(await written(type)).toEqual([1])
  expect(await failuresOf(type)).toEqual([])
})

test('broken twin: a handler that writes past its transaction writes once per attempt', async () => {
  const type = aType()
  const running = start({
    ...keeping(type, []),
    async handle(event) {
      await owner.query(`insert into public.effect (type, n) values ($1, $2)`, [
        type,
        event.data['n'],
      ])
      throw new Error('never')
    },
  })
  await append(type, [1])
  await running.waitUntilIdle()
  expect(await written(type)).toEqual([1, 1, 1])
})

test('an event that fails every time is put aside with its reason, and the next ones go on', async () => {
  const type = aType()
  const seen: unknown[] = []
  let mended = false
  const running = start({
    ...keeping(type, seen),
    async handle(event, tx) {
      await write(tx, type, event)
      if (event.data['n'] === 1 && !mended) {
        await sql`select 1 / 0`.execute(tx.kysely)
      }
    },
  })
  await append(type, [1, 2])
  await running.waitUntilIdle()
  expect(await written(type)).toEqual([2])
  const [failure, ...others] = await failuresOf(type)
  expect(others).toEqual([])
  expect(failure).toMatchObject({ attempts: 3, reason: 'error: division by zero, SQLSTATE 22012' })

  mended = true
  expect(await running.retryFailure(type, failure?.eventId ?? '')).toBe(true)
  expect(await written(type)).toEqual([2, 1])
  expect(await running.retryFailure(type, failure?.eventId ?? '')).toBe(false)
})

test('a failure at the commit counts as a failure of the handler', async () => {
  const type = aType()
  const running = start({
    ...keeping(type, []),
    async handle(_event, tx) {
      await sql`insert into public.once values (1), (1)`.execute(tx.kysely)
    },
  })
  await append(type, [1])
  await running.waitUntilIdle()
  expect(await failuresOf(type)).toMatchObject([{ attempts: 3 }])
})

async function failuresOf(type: string) {
  const failures = await listEventFailures(database, 100)
  return failures.filter(({ subscription }) => subscription === type)
}
