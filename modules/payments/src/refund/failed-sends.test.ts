import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { createWorld, jobContextOf, migrations, type World } from '../fixtures/world.ts'
import { sendRefund } from '../jobs.ts'
import { reconcilePayments } from '../reconcile/reconcile.ts'
import type { FailedSend, FailedSends } from './failed-sends.ts'
import { refundByStaff } from './refund-by-staff.ts'

const { database } = await testDatabase({ migrations })
const hourMs = 3_600_000

/** Dead letters as the composition root keeps them, the newest first. */
function keptLetters() {
  const letters: FailedSend[] = []
  const failedSends: FailedSends = {
    list: async () => [...letters],
    discard: async (_tx, failed) => {
      const at = letters.findIndex(({ jobId }) => jobId === failed.jobId)
      letters.splice(at, 1)
    },
  }
  return { letters, failedSends }
}

/** A refund of 70.00 whose job is taken away before it ran, as one that failed for good. */
async function aRefundThatFailed(world: World) {
  const asked = await world.request()
  await world.pay(asked)
  const body = { amount: 7_000, reason: 'They were ill' }
  await refundByStaff(
    world.staff(),
    { params: { id: asked.id }, query: undefined, body },
    world.parts,
  )
  const job = world.jobs.take().find((one) => one.job === sendRefund)
  const input = sendRefund.input.parse(job?.input)
  return { asked, input }
}

async function reconciled(world: World): Promise<readonly unknown[]> {
  await world.clock.advance(hourMs)
  await reconcilePayments(jobContextOf(world.system), {}, world.parts)
  return world.jobs.take().flatMap(({ job, input }) => (job === sendRefund ? [input] : []))
}

test('a refund whose job failed for good gets no second job, and staff see that it is stuck', async () => {
  const { letters, failedSends } = keptLetters()
  const world = createWorld({ database, failedSends })
  const { asked, input } = await aRefundThatFailed(world)
  expect(input).toEqual({ refundId: expect.any(String), paymentId: asked.id })
  expect(await reconciled(world)).toEqual([input])
  expect((await world.detail(asked)).refunds).toMatchObject([{ state: 'requested' }])
  letters.push({ jobId: 'a', refundId: input.refundId })
  expect(await reconciled(world)).toEqual([])
  expect(letters).toHaveLength(1)
  expect((await world.detail(asked)).refunds).toMatchObject([{ isStuck: true }])
})

test('of twins the first that failed stays, and none once their refund is done', async () => {
  const { letters, failedSends } = keptLetters()
  const world = createWorld({ database, failedSends })
  const { asked, input } = await aRefundThatFailed(world)
  const { refundId } = input
  letters.push({ jobId: 'later', refundId }, { jobId: 'first', refundId })
  await reconciled(world)
  expect(letters).toEqual([{ jobId: 'first', refundId }])
  await world.system.transaction((tx) => tx.enqueue(sendRefund, input))
  await world.work()
  const { refunds } = await world.detail(asked)
  expect(refunds).toMatchObject([{ state: 'settled' }])
  expect(refunds[0]).not.toHaveProperty('isStuck')
  expect(letters).toEqual([])
})
