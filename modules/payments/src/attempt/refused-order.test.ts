import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { createWorld, jobContextOf, migrations, type Asked } from '../fixtures/world.ts'
import { closePayment } from '../payment/close-payment.ts'
import { ProviderRefusal } from '../providers/provider-errors.ts'
import { reconcilePayments } from '../reconcile/reconcile.ts'
import { noFailedSends } from '../refund/failed-sends.ts'

const { database } = await testDatabase({ migrations })
const world = createWorld({
  database,
  disturb: (sandbox) => ({
    ...sandbox,
    createPayment: () => Promise.reject(new ProviderRefusal('amount_too_small')),
  }),
})
const { clock, organisationId, system } = world
const minuteMs = 60_000

async function refusedOrder(): Promise<Asked> {
  const asked = await world.request()
  await expect(world.start(asked)).rejects.toThrow('payments.providerUnavailable')
  return asked
}

test('an order that its provider refuses for good has failed, and nobody asks for ever', async () => {
  const asked = await refusedOrder()
  await clock.advance(6 * minuteMs)
  await reconcilePayments(jobContextOf(system), {}, { failedSends: noFailedSends })
  expect(await world.work()).toEqual([])
  const { attempts } = await world.detail(asked)
  expect(attempts).toMatchObject([{ state: 'failed', decline: 'amount_too_small' }])
  await clock.advance(11 * minuteMs)
  await reconcilePayments(jobContextOf(system), {}, { failedSends: noFailedSends })
  expect(world.jobs.take()).toEqual([])
})

test('closed before anybody asked, a refused order has failed too', async () => {
  const asked = await refusedOrder()
  const closing = { organisationId, subject: asked.subject, now: clock.now() }
  await system.transaction((tx) => closePayment(tx, closing))
  expect(await world.work()).toEqual([])
  const failed = { state: 'closed', attempts: [{ state: 'failed' }] }
  expect(await world.detail(asked)).toMatchObject(failed)
})
