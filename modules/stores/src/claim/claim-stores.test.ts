import { newId } from '@holdfast/kernel/ids'
import { createDatabase } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, expect, test } from 'vitest'
import { givenStore, readGiven, wish } from '../fixtures/given-store.ts'
import { migrations } from '../fixtures/migrations.ts'
import type { StoresTables } from '../tables.ts'
import { nextDueMs } from './claim-queries.ts'
import { claimStores, type ClaimOptions } from './claim-stores.ts'
import { leasedStore, type HeldStore } from './held-store.ts'

const { database: untyped, appUrl } = await testDatabase({ migrations })
const database = untyped.withTypes<StoresTables>()
const wide = { organisation: 100, engine: 100, fleet: 100 }

/** As a process of its own: with an owner and connections of its own. */
function claimer(options: Partial<ClaimOptions> = {}) {
  const own = createDatabase({
    connectionString: appUrl,
    applicationName: 'claimer',
    poolSize: 1,
    log: { warn() {}, error() {} },
  })
  afterAll(() => own.close())
  const all = {
    database: own.withTypes<StoresTables>(),
    now: () => new Date(),
    owner: newId(),
    engines: ['fake'],
    caps: wide,
    leaseMs: 30_000,
    operationMs: 900_000,
    ...options,
  }
  return { claim: (free = 100) => claimStores(all, { free, except: [] }) }
}

function ask(engine: string, count: number, organisationId = 'org-1') {
  return Promise.all(
    Array.from({ length: count }, () => givenStore(database, { engine, organisationId })),
  )
}

test('eight that claim at once keep to every cap exactly, and nobody has what another has', async () => {
  const caps = { organisation: 3, engine: 10, fleet: 12 }
  const engines = ['first', 'second']
  for (const organisationId of ['a', 'b', 'c']) await ask('first', 6, organisationId)
  for (const organisationId of ['a', 'b', 'c']) await ask('second', 6, organisationId)
  // Each has one of the engines, so that they do not all want the same stores.
  const claimers = Array.from({ length: 8 }, (_, index) =>
    claimer({ engines: engines.slice(index % 2, (index % 2) + 1), caps }),
  )
  const claims = await Promise.all(claimers.map(({ claim }) => claim()))
  const claimed = claims.flat()
  expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length)
  const made = await Promise.all(claimed.map(({ id }) => readGiven(database, id)))
  expect(made.map(({ phase }) => phase)).toEqual(made.map(() => 'provisioning'))
  const perOrganisation = Map.groupBy(made, (store) => store.organisation_id)
  expect([...perOrganisation.values()].map(({ length }) => length)).toEqual([3, 3, 3])
  // What is left has been seen, and waits; another claim takes none of it.
  expect(await claimer({ engines, caps }).claim()).toEqual([])
  const waiting = await database.kysely
    .selectFrom('stores.store')
    .select('owner')
    .where('engine', 'in', engines)
    .where('phase', '=', 'queued')
    .execute()
  expect(waiting).toEqual(Array.from({ length: 27 }, () => ({ owner: null })))
})

test('a crowd of one organisation does not keep another from the next place', async () => {
  // Nine of the fleet are being made since the test before.
  const caps = { organisation: 2, engine: 100, fleet: 12 }
  await ask('crowd', 40, 'flood')
  const [small] = await ask('crowd', 1, 'small')
  const { claim } = claimer({ engines: ['crowd'], caps })
  const claimed = await claim()
  expect(claimed).toHaveLength(3)
  expect(claimed.map(({ id }) => id)).toContain(small?.id)
})

test('each claim has a greater fence, and the one before writes nothing more', async () => {
  const [store] = await ask('again', 1)
  const [first] = await claimer({ engines: ['again'], leaseMs: 0 }).claim()
  const [second] = await claimer({ engines: ['again'] }).claim()
  if (!store || !first || !second) throw new Error('it was not claimed twice')
  expect(second.fence).toBeGreaterThan(first.fence)
  expect(await leasedStore(database, first, 30_000).renew()).toBe(false)
  await leasedStore(database, first, 30_000).release()
  expect(await readGiven(database, store.id)).toMatchObject({ owner: second.owner })
  expect(await claimer({ engines: ['again'] }).claim()).toEqual([])
})

test('a store that is being checked still counts among those that are made', async () => {
  const caps = { organisation: 1, engine: 100, fleet: 1_000 }
  await ask('checked', 2, 'checking')
  const checking = claimer({ engines: ['checked'], caps })
  const [first] = await checking.claim()
  if (!first) throw new Error('one was free')
  await database.kysely
    .updateTable('stores.store')
    .set({ phase: 'verifying', next_at: null })
    .where('id', '=', first.id)
    .execute()
  await leasedStore(database, first, 30_000).release()
  expect(await checking.claim()).toEqual([])
})

test('who waits for the next store to fall due wakes when a lease runs out', async () => {
  await ask('leased', 1)
  await claimer({ engines: ['leased'], leaseMs: 4_000 }).claim()
  const dueMs = await nextDueMs(database.kysely, ['leased'])
  expect(dueMs).toBeGreaterThan(0)
  expect(dueMs).toBeLessThanOrEqual(4_000)
})

test('a store that has to go is claimed whatever the caps say', async () => {
  const none = { organisation: 0, engine: 0, fleet: 0 }
  const [store] = await ask('going', 2)
  if (!store) throw new Error('two were made')
  await wish(database, store.id, { kind: 'delete', desired: 'deleted' })
  const claimed: readonly HeldStore[] = await claimer({ engines: ['going'], caps: none }).claim()
  expect(claimed.map(({ id }) => id)).toEqual([store.id])
})

test('a store whose row somebody is just writing does not hold up the others', async () => {
  const [busy, other] = await ask('busy', 2)
  if (!busy || !other) throw new Error('two were made')
  const written = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const writing = database.transaction(async ({ kysely }) => {
    const row = kysely.selectFrom('stores.store').select('id').where('id', '=', busy.id)
    await row.forUpdate().execute()
    locked.resolve()
    await written.promise
  })
  await locked.promise
  const claimed = await claimer({ engines: ['busy'] }).claim()
  expect(claimed.map(({ id }) => id)).toEqual([other.id])
  written.resolve()
  await writing
})
