import { sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { startServerProcess, type ServerProcess } from '@holdfast/testing/server-process'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { kernelMigrations } from '../postgres/migrations/kernel-migrations.ts'
import { createLeases } from './lease.ts'

const { database, appUrl, ownerUrl } = await testDatabase({ migrations: [kernelMigrations] })
const owner = new Client(ownerUrl)
await owner.connect()
afterAll(() => owner.end())
await owner.query('create table public.written (key text, fence bigint)')
await owner.query('grant select, insert on public.written to holdfast_app')
const leases = createLeases({ database, log: { warn() {} } })
const children: ServerProcess[] = []
afterAll(() => Promise.all(children.map((child) => child.kill())))

const leaseMs = 2_000
const program = new URL('fixtures/holder-process.ts', import.meta.url).pathname

/** A process that holds the key, for a lease at a time. */
async function holderOf(key: string, fenced = 'yes'): Promise<ServerProcess> {
  const child = await startServerProcess({
    command: ['node', program],
    env: { TEST_URL: appUrl, TEST_KEY: key, TEST_FENCED: fenced, TEST_LEASE_MS: `${leaseMs}` },
    ready: /holds 1/,
  })
  children.push(child)
  return child
}

/** Writes as the next holder, as soon as the key can be claimed. */
async function writeNext(key: string): Promise<void> {
  await eventually(async () => {
    const outcome = await leases.withLease(key, ({ guard, fence }) =>
      database.transaction(async (tx) => {
        await guard(tx)
        await sql`insert into public.written values (${key}, ${fence})`.execute(tx.kysely)
      }),
    )
    expect(outcome.acquired).toBe(true)
  })
}

async function fencesOf(key: string): Promise<unknown> {
  const { rows } = await sql<{ fence: unknown }>`
    select fence from public.written where key = ${key} order by ctid`.execute(database.kysely)
  return rows.map(({ fence }) => Number(fence))
}

/** When its lease ends, in milliseconds of the database's clock. */
async function endOf(key: string): Promise<number> {
  const { rows } = await sql<{ end: Date }>`
    select lease_until as end from kernel.lease where key = ${key}`.execute(database.kysely)
  return rows[0]?.end.getTime() ?? Number.NaN
}

async function freezeUntilReplaced(key: string, fenced?: string): Promise<ServerProcess> {
  const frozen = await holderOf(key, fenced)
  frozen.signal('SIGSTOP')
  await writeNext(key)
  // The first thing it does when it is thawed.
  frozen.signal('SIGUSR2')
  frozen.signal('SIGCONT')
  return frozen
}

test('a holder that is killed loses its key when its lease has run out', async () => {
  const child = await holderOf('killed')
  expect(await leases.withLease('killed', async () => 'too early')).toEqual({ acquired: false })
  await child.kill()
  await writeNext('killed')
  expect(await fencesOf('killed')).toEqual([2])
})

test('a holder that is alive keeps its key for longer than a lease', async () => {
  const child = await holderOf('alive')
  const first = await endOf('alive')
  await eventually(async () => {
    expect(await leases.withLease('alive', async () => 'stolen')).toEqual({ acquired: false })
    expect(await endOf('alive')).toBeGreaterThan(first + leaseMs)
  })
  child.signal('SIGUSR2')
  await child.stdout.waitFor(/ended: true/)
  expect(await fencesOf('alive')).toEqual([1])
})

test('a holder that was frozen past its lease writes nothing when it is thawed', async () => {
  const thawed = await freezeUntilReplaced('frozen')
  await thawed.stdout.waitFor(/refused: LeaseLost/)
  expect(await fencesOf('frozen')).toEqual([2])
})

test('the same check sees what is written past the fence', async () => {
  const thawed = await freezeUntilReplaced('unfenced', 'no')
  await thawed.stdout.waitFor(/written/)
  expect(await fencesOf('unfenced')).toEqual([2, 1])
})
