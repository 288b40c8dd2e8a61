import { newId } from '@holdfast/kernel/ids'
import { createDatabase } from '@holdfast/kernel/postgres'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { givenApi } from '../fixtures/given-api.ts'
import { jobContext } from '../fixtures/job-context.ts'
import type { StudioTables } from '../tables.ts'
import { adoptLooseFiles, noteLooseFiles, releaseFiles } from './loose-files.ts'
import { sweepLooseFiles } from './sweep-files.ts'

const { database, appUrl, parts, queue, storedKeys } = await givenApi({ runsJobs: false })
const ctx = jobContext(database.withTypes<unknown>(), {
  organisationId: newId(),
  correlationId: 'test',
  jobs: queue,
})
// Another process, as far as the database sees.
const silent = { warn() {}, error() {} }
const outside = createDatabase({ connectionString: appUrl, applicationName: 'other', log: silent })
afterAll(() => outside.close())
const longAgo = new Date(Date.now() - 25 * 3_600_000)

async function aNotedFile(since: Date): Promise<string> {
  const key = parts.files.newKey()
  await noteLooseFiles(database, [key], since)
  await parts.files.put(Buffer.from('x'), { key, maxBytes: 1, contentType: 'image/png' })
  return key
}

const sweep = () => sweepLooseFiles(ctx, parts)

test('what nobody adopted within a day is removed, what is younger or belongs to something stays', async () => {
  const old = await aNotedFile(longAgo)
  const young = await aNotedFile(new Date())
  const kept = await aNotedFile(longAgo)
  await adoptLooseFiles(database, [kept])
  await sweep()
  await sweep()
  expect(await storedKeys()).toEqual([young, kept].toSorted())
  await expect(adoptLooseFiles(database, [old])).rejects.toThrow('no longer noted')
  await releaseFiles(database, [young, kept], new Date())
  await sweep()
  expect(await storedKeys()).toEqual([])
})

test('a file that is adopted while it is due is not removed', async () => {
  const key = await aNotedFile(longAgo)
  let sweeping: Promise<void> | undefined
  await outside.withTypes<StudioTables>().transaction(async (tx) => {
    await adoptLooseFiles(tx, [key])
    sweeping = sweep()
    // The sweep has found it due once it waits for this transaction.
    await expect.poll(() => waitingForLocks(), { timeout: 15_000 }).toBe(1)
  })
  await sweeping
  expect(await storedKeys()).toEqual([key])
})

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database.kysely)
  return rows[0]?.count ?? 0
}
