import { sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import { createLeases, type Lease } from './lease.ts'
import { kernelMigrations } from '../postgres/migrations/kernel-migrations.ts'

const { database } = await testDatabase({ migrations: [kernelMigrations] })
const log = { warn() {} }
const leases = createLeases({ database, log })

/** As if the holder had said nothing for the length of its lease. */
async function runOut(key: string): Promise<void> {
  await sql`
    update kernel.lease set lease_until = now() - interval '1 ms' where key = ${key}
  `.execute(database.kysely)
}

/** A holder that holds on until it is told to stop. */
async function holderOf(key: string) {
  const began = Promise.withResolvers<Lease>()
  const finish = Promise.withResolvers<void>()
  const held = leases.withLease(key, async (lease) => {
    began.resolve(lease)
    await finish.promise
  })
  const lease = await began.promise
  return {
    lease,
    async letGo() {
      finish.resolve()
      await held
    },
  }
}

test('of twenty that claim one key at once one works, the others are told no', async () => {
  const free = Promise.withResolvers<void>()
  let inside = 0
  const claims = Array.from({ length: 20 }, () =>
    leases.withLease('one', async ({ fence }) => {
      inside += 1
      await free.promise
      return fence
    }),
  )
  // Whoever did not get it has been told so before the holder ends.
  const told: boolean[] = []
  for (const claim of claims) void claim.then(({ acquired }) => told.push(acquired))
  await eventually(() => expect(told).toHaveLength(19))
  expect(inside).toBe(1)
  free.resolve()
  const won = (await Promise.all(claims)).filter(({ acquired }) => acquired)
  expect(won).toEqual([{ acquired: true, result: 1n }])
})

test('a key that was let go is claimed at once, under a greater fence', async () => {
  for (const fence of [1n, 2n, 3n]) {
    const again = await leases.withLease('again', async (lease) => lease.fence)
    expect(again).toEqual({ acquired: true, result: fence })
  }
})

test('keys do not wait for each other', async () => {
  const first = await holderOf('first')
  const second = await holderOf('second')
  expect([first.lease.fence, second.lease.fence]).toEqual([1n, 1n])
  await Promise.all([first.letGo(), second.letGo()])
})

test('who was silent for too long loses the key, and writes nothing after that', async () => {
  const silent = await holderOf('silent')
  await runOut('silent')
  const next = await holderOf('silent')
  expect(next.lease.fence).toBe(2n)
  const late = database.transaction((tx) => silent.lease.guard(tx))
  await expect(late).rejects.toThrow('silent is another’s, or nobody’s')
  await database.transaction((tx) => next.lease.guard(tx))
  // Nor does its end take the key from the one that has it now.
  await silent.letGo()
  expect(await leases.withLease('silent', async () => 'stolen')).toEqual({ acquired: false })
  await next.letGo()
})

const lockWaits = sql`
  select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

test('while a guarded transaction runs nobody claims the key, even when its lease runs out', async () => {
  const holder = await holderOf('guarded')
  const guarded = Promise.withResolvers<void>()
  const commit = Promise.withResolvers<void>()
  const writing = database.transaction(async (tx) => {
    await holder.lease.guard(tx)
    guarded.resolve()
    await commit.promise
    return 'written'
  })
  await guarded.promise
  const expired = runOut('guarded')
  await eventually(async () => {
    expect((await lockWaits.execute(database.kysely)).rows).toHaveLength(1)
  })
  commit.resolve()
  expect(await writing).toBe('written')
  await expired
  await holder.letGo()
})

test('a lease that ran out goes on while nobody has claimed it', async () => {
  const holder = await holderOf('late')
  await runOut('late')
  await database.transaction((tx) => holder.lease.guard(tx))
  await holder.letGo()
})
