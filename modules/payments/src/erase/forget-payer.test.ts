import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createWorld, migrations, type World } from '../fixtures/world.ts'
import { auditLedger } from '../ledger/audit-ledger.ts'
import { refundByStaff } from '../refund/refund-by-staff.ts'
import { forgetPayer } from './forget-payer.ts'
import { owedBackTo } from './owed-back-to.ts'
import { recordsOfPayer } from './records-of-payer.ts'

const { database } = await testDatabase({ migrations })

async function aRefundedPayment(world: World) {
  const asked = await world.request({ description: 'Deposit for CANARY' })
  await world.pay(asked)
  const input = { params: { id: asked.id }, query: undefined }
  const body = { amount: 4_000, reason: 'CANARY was ill' }
  await refundByStaff(world.staff(), { ...input, body }, world.parts)
  await world.work()
  return asked
}

const forget = (world: World, subject: string) =>
  world.system.transaction((tx) =>
    forgetPayer(tx, { organisationId: world.organisationId, subjects: [subject] }),
  )

async function everythingStored(): Promise<string> {
  const { rows } = await sql<{ row: string }>`
    select p::text as row from payments.payment p
    union all select r::text from payments.refund r
    union all select v::text from payments.verification v`.execute(database.kysely)
  return rows.map(({ row }) => row).join('\n')
}

test('a payer who is forgotten is named nowhere, and the books balance with the same money', async () => {
  const world = createWorld({ database })
  const asked = await aRefundedPayment(world)
  const other = await world.request({ description: 'Deposit for somebody else' })
  const before = await world.detail(asked)
  expect(await everythingStored()).toContain('CANARY')
  const ids = await forget(world, asked.subject)
  expect(ids).toContain(asked.id)
  expect(await everythingStored()).not.toContain('CANARY')
  expect(await everythingStored()).toContain('somebody else')
  const after = await world.detail(asked)
  expect({ ...after, refunds: [] }).toEqual({ ...before, description: '', refunds: [] })
  expect(await auditLedger(database.kysely)).toEqual([])
  expect((await world.detail(other)).description).toBe('Deposit for somebody else')
})

test('a payer gets a record of each payment', async () => {
  const world = createWorld({ database })
  const asked = await aRefundedPayment(world)
  const { organisationId } = world
  const sought = { organisationId, subjects: [asked.subject] }
  expect(await recordsOfPayer(database.kysely, sought)).toMatchObject([
    {
      paymentId: asked.id,
      state: 'settled',
      paid: { amount: 10_000 },
      refunded: { amount: 4_000 },
    },
  ])
  expect(await recordsOfPayer(database.kysely, { ...sought, organisationId: 'other' })).toEqual([])
})

test('a payer is owed money from when it is set aside until it has gone back', async () => {
  const world = createWorld({ database })
  const asked = await world.request()
  await world.pay(asked)
  const { organisationId } = world
  const owed = () =>
    owedBackTo(database.kysely, { organisationId, subjects: [asked.subject, 'another'] })
  expect(await owed()).toEqual([])
  const body = { amount: 4_000, reason: 'They were ill' }
  await refundByStaff(
    world.staff(),
    { params: { id: asked.id }, query: undefined, body },
    world.parts,
  )
  expect(await owed()).toEqual([asked.subject])
  expect(
    await owedBackTo(database.kysely, { organisationId: 'other', subjects: [asked.subject] }),
  ).toEqual([])
  await world.work()
  expect(await owed()).toEqual([])
})
