import { testDatabase } from '@holdfast/testing/database'
import { travelSchema } from '@holdfast/testing/schema'
import { expect, test } from 'vitest'
import { migrations } from './fixtures/migrations.ts'
import { phasesAfter } from './store/phase-changes.ts'
import type { StoresTables } from './tables.ts'

const { database } = await testDatabase({ migrations })
const db = database.withTypes<StoresTables>()

test('the database knows the same changes of phase as the code', async () => {
  const rows = await db.kysely.selectFrom('stores.phase_change').selectAll().execute()
  const inDatabase = rows.map(({ from_phase: from, to_phase: to }) => `${from} → ${to}`)
  const inCode = Object.entries(phasesAfter).flatMap(([from, tos]) =>
    tos.map((to) => `${from} → ${to}`),
  )
  expect(inDatabase.toSorted()).toEqual(inCode.toSorted())
})

test('the committed schema is what the migrations make, and they can be taken back', async () => {
  const { up, down, upAgain } = await travelSchema('stores', migrations)
  await expect(up).toMatchFileSnapshot('../schema.sql')
  expect(upAgain).toBe(up)
  expect(down.trim()).toBe('')
})
