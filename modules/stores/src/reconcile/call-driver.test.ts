import { systemClock } from '@holdfast/kernel/clock'
import { newId } from '@holdfast/kernel/ids'
import { LeaseLost } from '@holdfast/kernel/lease'
import { createMetrics } from '@holdfast/kernel/metrics'
import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { claimStores } from '../claim/claim-stores.ts'
import { givenStore, wish } from '../fixtures/given-store.ts'
import { migrations } from '../fixtures/migrations.ts'
import { silent, testVault } from '../fixtures/orchestrators.ts'
import { createStoreMetrics } from '../orchestrator/store-metrics.ts'
import type { StoresTables } from '../tables.ts'
import { callDriver } from './call-driver.ts'
import { usualTimes, type ReconcileParts } from './parts.ts'

const database = (await testDatabase({ migrations })).database.withTypes<StoresTables>()
const parts: ReconcileParts = {
  database,
  engines: new Map(),
  vault: testVault,
  clock: systemClock,
  log: silent,
  metrics: createStoreMetrics(createMetrics()),
  times: usualTimes,
  startedAt: new Date(),
  random: () => 0,
}

test('who has not heard yet that a store is another’s is told when it asks before an effect', async () => {
  const { id, engine } = await givenStore(database)
  const caps = { organisation: 1, engine: 1, fleet: 1 }
  const claim = { database, now: () => new Date(), owner: newId(), engines: [engine], caps }
  const times = { leaseMs: 600_000, operationMs: 600_000 }
  const [held] = await claimStores({ ...claim, ...times }, { free: 1, except: [] })
  if (!held) throw new Error('it was free')
  const effects: string[] = []
  const working = callDriver(
    parts,
    { held, signal: new AbortController().signal, isStopping: () => false },
    {
      timeoutMs: 60_000,
      report: () => undefined,
      async work({ guard }) {
        await guard()
        effects.push('while it was held')
        await wish(database, id, { kind: 'delete', desired: 'deleted' })
        await guard()
        effects.push('when it was lost')
      },
    },
  )
  await expect(working).rejects.toThrow(LeaseLost)
  expect(effects).toEqual(['while it was held'])
})
