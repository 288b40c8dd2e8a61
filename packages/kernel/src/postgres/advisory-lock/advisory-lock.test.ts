import { sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { expect, test } from 'vitest'
import type { Transaction } from '../database/types.ts'
import { tryAdvisoryLock, withAdvisoryLock } from './advisory-lock.ts'

const { database, appUrl } = await testDatabase()

/** Runs six transactions at once and counts how often one began while another was inside. */
async function overlaps(take: (tx: Transaction<unknown>) => Promise<void>): Promise<number> {
  let inside = 0
  let seen = 0
  const one = () =>
    database.transaction(async (tx) => {
      await take(tx)
      inside += 1
      if (inside > 1) seen += 1
      await sql`select pg_sleep(0.01)`.execute(tx.kysely)
      inside -= 1
    })
  await Promise.all(Array.from({ length: 6 }, one))
  return seen
}

test('transactions that take one key run one after the other', async () => {
  expect(await overlaps((tx) => withAdvisoryLock(tx, 'key'))).toBe(0)
})

test('the same check sees them overlap when each takes a key of its own', async () => {
  let next = 0
  expect(await overlaps((tx) => withAdvisoryLock(tx, `key ${next++}`))).toBeGreaterThan(0)
})

test('of many that try at once one works, the others are told no', async () => {
  const finish = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  const first = tryAdvisoryLock(appUrl, 'job', async () => {
    started.resolve()
    await finish.promise
    return 'done'
  })
  await started.promise
  const others = await Promise.all(
    Array.from({ length: 4 }, () => tryAdvisoryLock(appUrl, 'job', async () => 'never')),
  )
  expect(others).toEqual(Array.from({ length: 4 }, () => ({ acquired: false })))
  finish.resolve()
  expect(await first).toEqual({ acquired: true, result: 'done' })
})

const heldLocks = sql`select from pg_locks where locktype = 'advisory'
  and database = (select oid from pg_database where datname = current_database())`

test('the lock is free at once when the work has ended, however it ended', async () => {
  const failing = tryAdvisoryLock(appUrl, 'free', async () => {
    throw new Error('failed inside')
  })
  await expect(failing).rejects.toThrow('failed inside')
  for (let round = 0; round < 20; round++) {
    const again = await tryAdvisoryLock(appUrl, 'free', async () => round)
    expect(again).toEqual({ acquired: true, result: round })
    const { rows } = await heldLocks.execute(database.kysely)
    expect(rows).toEqual([])
  }
})

test('the work is told when the connection, and the lock with it, is lost', async () => {
  const url = new URL(appUrl)
  await using proxy = await startFaultProxy({ port: Number(url.port) })
  url.port = String(proxy.port)
  const outcome = await tryAdvisoryLock(url.href, 'lost', async (signal) => {
    const lost = new Promise((resolve) => signal.addEventListener('abort', resolve))
    proxy.reset()
    await lost
    return signal.reason
  })
  expect(outcome).toMatchObject({ result: { code: 'request.unavailable' } })
})
