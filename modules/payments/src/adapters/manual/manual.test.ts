import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { readTransferReference, transferReference } from '../../attempt/transfer-reference.ts'
import { describeProvider } from '../../fixtures/conformance.ts'
import { createWorld, migrations, usd, type Asked } from '../../fixtures/world.ts'
import { auditLedger } from '../../ledger/audit-ledger.ts'
import { closePayment } from '../../payment/close-payment.ts'
import { refundByStaff, settleRefund } from '../../refund/refund-by-staff.ts'
import { verifyPayment } from '../../verification/verify-payment.ts'
import { createManual } from './manual-provider.ts'

const { database } = await testDatabase({ migrations })
const provider = createManual({
  instructions: { bank_transfer: 'Ember & Oak\nIBAN DE02120300000000202051', cash: 'At our door' },
})
const world = createWorld({
  database,
  offers: [
    ['bank_transfer', provider],
    ['cash', provider],
  ],
})

describeProvider('manual', async () => ({
  provider,
  now: world.clock.now(),
  order: { amount: usd(10_000), method: 'bank_transfer', reference: transferReference(newId()) },
  pay: async () => undefined,
  decline: async () => undefined,
  refundsByItself: false,
  canExpire: true,
}))

function verify(asked: Asked, who = 'anna', note = 'Statement of 6 May, line 12, A. Payer') {
  const input = { params: { id: asked.id }, body: { note }, query: undefined }
  return verifyPayment(world.staff(who), input, world.parts)
}

describe('a reference', () => {
  const reference = transferReference(newId())

  test('is a creditor reference whose check digits are right', () => {
    expect(reference).toMatch(/^RF\d\d( \d{4}){4}$/)
    expect(readTransferReference(reference.toLowerCase().replaceAll(' ', ''))).toBe(reference)
  })

  test('with any one wrong digit, or two neighbours swapped, is none', () => {
    for (let made = 0; made < 50; made++) {
      const plain = transferReference(newId()).replaceAll(' ', '')
      for (const wrong of mistakesIn(plain))
        expect(readTransferReference(wrong), plain).toBeUndefined()
    }
  })

  test('known from the standard is read', () => {
    expect(readTransferReference('RF18 5390 0754 7034')).toBe('RF18 5390 0754 7034')
  })
})

function mistakesIn(plain: string): string[] {
  const places = Array.from({ length: plain.length - 2 }, (_, index) => index + 2)
  const wrong = places.flatMap((at) =>
    [...'0123456789'].map((digit) => plain.slice(0, at) + digit + plain.slice(at + 1)),
  )
  const swapped = places.map(
    (at) => plain.slice(0, at) + (plain[at + 1] ?? '') + plain[at] + plain.slice(at + 2),
  )
  return [...wrong, ...swapped].filter((mistake) => mistake !== plain)
}

test('the payer gets picture, reference and where to, and waits', async () => {
  const asked = await world.request()
  const { next } = await world.start(asked, 'bank_transfer')
  expect(next).toMatchObject({ kind: 'offline', amount: usd(10_000) })
  if (next.kind !== 'offline') throw new Error('not offline')
  expect(next.qrSvg).toMatch(/^<svg[^]*<\/svg>$/)
  expect(next.instructions).toContain('IBAN')
  expect(await world.detail(asked)).toMatchObject({ state: 'awaiting_offline' })
  const types = (await world.events(asked)).map(({ type }) => type)
  expect(types).toContain('payment.awaitingOffline')
})

test('somebody who has seen the money settles it, with evidence that nobody else can read', async () => {
  const asked = await world.request()
  await world.start(asked, 'bank_transfer')
  expect(await verify(asked)).toMatchObject({
    state: 'settled',
    attempts: [{ verifiedBy: ['anna'] }],
  })
  const { rows } = await sql<{ found: boolean }>`
    select position(convert_to('Payer', 'UTF8') in note) > 0 as found
    from payments.verification`.execute(database.kysely)
  expect(rows.some(({ found }) => found)).toBe(false)
  await expect(verify(asked)).rejects.toThrow('payments.nothingToVerify')
})

describe('above the limit', () => {
  test('one person is not enough, nor the same one twice; a second one settles it', async () => {
    const asked = await world.request({ amount: usd(50_001) })
    await world.start(asked, 'cash')
    expect(await verify(asked)).toMatchObject({ state: 'awaiting_offline' })
    await expect(verify(asked)).rejects.toThrow('payments.sameVerifier')
    expect(await verify(asked, 'ben')).toMatchObject({ state: 'settled', paid: usd(50_001) })
  })

  test('the same person twenty times at once is one person', async () => {
    const asked = await world.request({ amount: usd(60_000) })
    await world.start(asked, 'cash')
    await Promise.allSettled(Array.from({ length: 20 }, () => verify(asked)))
    expect(await world.detail(asked)).toMatchObject({ state: 'awaiting_offline', paid: usd(0) })
  })
})

test('ten who have seen it at once settle it once', async () => {
  const asked = await world.request()
  await world.start(asked, 'cash')
  const people = Array.from({ length: 10 }, (_, index) => `person ${index}`)
  await Promise.allSettled(people.map((person) => verify(asked, person)))
  expect(await world.detail(asked)).toMatchObject({ state: 'settled', paid: usd(10_000) })
  expect(await auditLedger(database.kysely)).toEqual([])
})

describe('who wanted to pay in two ways by hand', () => {
  test('and paid in one has paid once, however many have seen it', async () => {
    const asked = await world.request()
    await world.start(asked, 'bank_transfer')
    await world.start(asked, 'cash')
    await verify(asked)
    await expect(verify(asked, 'ben')).rejects.toThrow('payments.nothingToVerify')
    await world.work()
    await expect(verify(asked, 'ben')).rejects.toThrow('payments.nothingToVerify')
    expect(await world.detail(asked)).toMatchObject({ paid: usd(10_000), refunds: [] })
  })

  test('and did both gets the second back, once somebody says which it was', async () => {
    const asked = await world.request()
    const { attemptId } = await world.start(asked, 'bank_transfer')
    await world.start(asked, 'cash')
    await verify(asked)
    const body = { note: 'Statement of 7 May, line 3', attemptId }
    const input = { params: { id: asked.id }, body, query: undefined }
    await verifyPayment(world.staff('ben'), input, world.parts)
    expect(await world.detail(asked)).toMatchObject({
      paid: usd(20_000),
      refunding: usd(10_000),
      refunds: [{ attemptId }],
    })
    expect(await auditLedger(database.kysely)).toEqual([])
  })
})

test('a transfer that comes after the close is late, not lost', async () => {
  const asked = await world.request()
  await world.start(asked, 'bank_transfer')
  const { organisationId, clock } = world
  const closing = { organisationId, subject: asked.subject, now: clock.now() }
  await world.system.transaction((tx) => closePayment(tx, closing))
  await world.work()
  expect(await world.detail(asked)).toMatchObject({ state: 'closed' })
  expect(await verify(asked)).toMatchObject({ state: 'settled', late: true })
})

test('a refund waits until somebody says that it was handed over', async () => {
  const asked = await world.request()
  await world.start(asked, 'cash')
  await verify(asked)
  const input = { params: { id: asked.id }, query: undefined }
  const body = { amount: 4_000, reason: 'Two guests fewer' }
  await refundByStaff(world.staff(), { ...input, body }, world.parts)
  await world.work()
  const waiting = await world.detail(asked)
  expect(waiting.refunds).toMatchObject([{ state: 'awaiting_offline' }])
  const params = { id: waiting.refunds[0]?.id ?? '' }
  const done = await settleRefund(
    world.staff(),
    { params, body: undefined, query: undefined },
    world.parts,
  )
  expect(done).toMatchObject({ refunded: usd(4_000), refunds: [{ state: 'settled' }] })
  expect(await auditLedger(database.kysely)).toEqual([])
})
