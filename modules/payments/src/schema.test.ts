import { newId } from '@holdfast/kernel/ids'
import { databaseError } from '@holdfast/kernel/postgres'
import { testDatabase } from '@holdfast/testing/database'
import { travelSchema } from '@holdfast/testing/schema'
import { sql, type RawBuilder } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createWorld, migrations } from './fixtures/world.ts'
import { linesOf } from './ledger/lines.ts'
import { postToLedger, type Line } from './ledger/post-to-ledger.ts'
import { statesAfter } from './states.ts'
import type { PaymentsTables } from './tables.ts'

const { database } = await testDatabase({ migrations })
const db = database.withTypes<PaymentsTables>()
const world = createWorld({ database })
const at = new Date('2026-05-06T12:00:00Z')

async function refusedBy(work: Promise<unknown> | RawBuilder<unknown>): Promise<string> {
  const running = 'execute' in work ? work.execute(db.kysely) : work
  return running.then(
    () => 'nobody',
    (error: unknown) => {
      const found = databaseError(error)
      return found?.constraint ?? found?.message ?? String(error)
    },
  )
}

async function post(lines: readonly Line[], changes: { kind?: string; causeId?: string } = {}) {
  const { id: paymentId } = await world.request()
  const { organisationId } = world
  const posting = { organisationId, currency: 'USD', paymentId, at, kind: 'settled' }
  await db.transaction((tx) =>
    postToLedger(tx.kysely, { ...posting, causeId: newId(), ...changes, lines }),
  )
}

describe('states', () => {
  test('the database knows the same pairs as the code', async () => {
    const rows = await db.kysely.selectFrom('payments.state_change').selectAll().execute()
    const inDatabase = rows.map((row) => `${row.entity}: ${row.from_state} → ${row.to_state}`)
    const after: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = statesAfter
    const inCode = Object.entries(after).flatMap(([entity, pairs]) =>
      Object.entries(pairs).flatMap(([from, tos]) => tos.map((to) => `${entity}: ${from} → ${to}`)),
    )
    expect(inDatabase.toSorted()).toEqual(inCode.toSorted())
  })

  test('the application can not change the pairs', async () => {
    const forge = sql`insert into payments.state_change values ('payment', 'settled', 'open')`
    expect(await refusedBy(forge)).toContain('permission denied')
  })

  test('a change that is no pair is refused, and one that counts no version up', async () => {
    const { id } = await world.request()
    const close = sql`update payments.payment set state = 'closed', version = 2 where id = ${id}`
    expect(await refusedBy(close)).toBe('nobody')
    const reopen = sql`update payments.payment set state = 'open', version = 3 where id = ${id}`
    expect(await refusedBy(reopen)).toBe('payments_state_change')
    const { id: other } = await world.request()
    const quiet = sql`update payments.payment set state = 'processing' where id = ${other}`
    expect(await refusedBy(quiet)).toBe('payments_state_change')
  })
})

describe('amounts', () => {
  test.each([0, -1])('nobody is asked for %d', async (amount) => {
    const money = { amount, currency: 'USD', exponent: 2 }
    expect(await refusedBy(world.request({ amount: money }))).toBe('payment_amount')
  })

  test('no more is given back than was paid', async () => {
    const { id } = await world.request()
    await sql`update payments.payment set state = 'settled', settled_at = now(), paid = 100,
      version = 2 where id = ${id}`.execute(db.kysely)
    const tooMuch = sql`update payments.payment set refunding = 60, refunded = 41 where id = ${id}`
    expect(await refusedBy(tooMuch)).toBe('payment_given_back')
  })
})

describe('the ledger', () => {
  const paymentId = newId()
  const settled = linesOf.settled({ provider: 'sandbox', paymentId, amount: 500 })

  test('takes what sums to zero and keeps the balances', async () => {
    await post(settled)
    const account = await db.kysely
      .selectFrom('payments.account')
      .select('balance')
      .where('name', '=', `payment:${paymentId}`)
      .executeTakeFirstOrThrow()
    expect(account.balance).toBe(500)
  })

  test.each([
    [
      'does not sum to zero',
      [
        { account: 'clearing', of: 'a', amount: 5 },
        { account: 'refunds', amount: -4 },
      ],
    ],
    ['has one side alone', [{ account: 'clearing', of: 'a', amount: 5 }]],
  ] as const)('refuses what %s, at the end of the transaction', async (_, lines) => {
    expect(await refusedBy(post(lines))).toBe('ledger_balanced')
  })

  test('refuses a head without entries', async () => {
    const { id } = await world.request()
    const head = sql`insert into payments.ledger_transaction
      (id, organisation_id, kind, cause_id, payment_id, happened_at)
      values (uuidv7(), 'o', 'settled', uuidv7(), ${id}, now())`
    expect(await refusedBy(head)).toBe('ledger_balanced')
  })

  test('refuses to take a payment’s account below zero', async () => {
    const amount = 501
    const lines = linesOf.refundRequested({ provider: 'sandbox', paymentId, amount })
    expect(await refusedBy(post(lines))).toBe('account_balance')
  })

  test('takes one cause once', async () => {
    const causeId = newId()
    await post(settled, { causeId })
    expect(await refusedBy(post(settled, { causeId }))).toBe('ledger_transaction_cause')
  })

  test('refuses an entry in a transaction that is over', async () => {
    const late = sql`insert into payments.entry (id, transaction_id, account_id, amount)
      select uuidv7(), transaction_id, account_id, 1 from payments.entry limit 1`
    expect(await refusedBy(late)).toBe('entry_open_transaction')
  })

  test.each([
    ['change an entry', sql`update payments.entry set amount = 1`],
    ['delete an entry', sql`delete from payments.entry`],
    ['change a transaction', sql`update payments.ledger_transaction set kind = 'x'`],
    ['change a balance', sql`update payments.account set balance = 0`],
    [
      'make up a balance',
      sql`insert into payments.account
      (id, organisation_id, name, currency, side, may_be_negative, balance)
      values (uuidv7(), 'o', 'x', 'USD', 'debit', true, 5)`,
    ],
    [
      'write into another transaction',
      sql`insert into payments.ledger_transaction
      (id, organisation_id, kind, cause_id, payment_id, happened_at, written_in)
      values (uuidv7(), 'o', 'x', uuidv7(), uuidv7(), now(), '5')`,
    ],
    ['take back a verification', sql`delete from payments.verification`],
  ])('the application can not %s', async (_, forge) => {
    expect(await refusedBy(forge)).toContain('permission denied')
  })
})

test('the committed schema is what the migrations make, and they can be taken back', async () => {
  const { up, down, upAgain } = await travelSchema('payments', migrations)
  await expect(up).toMatchFileSnapshot('../schema.sql')
  expect(upAgain).toBe(up)
  expect(down.trim()).toBe('')
})
