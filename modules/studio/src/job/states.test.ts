import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { jobStates } from '../contract.ts'
import { migrations } from '../fixtures/migrations.ts'
import type { StudioTables } from '../tables.ts'
import { possibleActions, statesAfter } from './states.ts'

const { database } = await testDatabase({ migrations })

test('the database knows the same changes of state as the code', async () => {
  const { kysely } = database.withTypes<StudioTables>()
  const rows = await kysely.selectFrom('studio.state_change').selectAll().execute()
  const inDatabase = rows.map(({ from_state: from, to_state: to }) => `${from} → ${to}`)
  const inCode = Object.entries(statesAfter).flatMap(([from, tos]) =>
    tos.map((to) => `${from} → ${to}`),
  )
  expect(inDatabase.toSorted()).toEqual(inCode.toSorted())
})

test('what may be asked for in each state', () => {
  expect(Object.fromEntries(jobStates.map((state) => [state, possibleActions(state)]))).toEqual({
    queued: ['cancel'],
    running: ['cancel'],
    completing: ['cancel'],
    succeeded: [],
    retry: ['cancel'],
    cancelling: [],
    cancelled: ['retry'],
    failed: ['retry'],
    dead: ['retry'],
  })
})
