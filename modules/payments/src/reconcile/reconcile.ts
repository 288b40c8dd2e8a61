import { defineJob } from '@holdfast/kernel/jobs'
import { z } from 'zod'
import { expireAttempt, observeAttempt, sendRefund } from '../jobs.ts'
import type { PaymentsJob, PaymentsParts } from '../parts.ts'
import { keepOneFailedSend } from '../refund/keep-one-failed-send.ts'
import { takeQuietAttempts, takeQuietRefunds } from './quiet.ts'

/** Asks after everything that has not come to an end, whatever messages were lost. */
export const reconcile = defineJob({
  name: 'payments.reconcile',
  // Which page of its run; the first unless told.
  input: z.strictObject({ page: z.int().positive().optional() }),
  deadlineMs: 60_000,
  schedule: { cron: '*/10 * * * *', timeZone: 'UTC' },
})

const quietMs = 5 * 60_000

/** How much one page asks after, and how many pages follow each other in one run. */
export interface Bounds {
  readonly atOnce: number
  readonly pages: number
}

const usualBounds: Bounds = { atOnce: 500, pages: 20 }

interface ReconcileParts extends Pick<PaymentsParts, 'failedSends'> {
  readonly bounds?: Bounds | undefined
}

/**
 * Enqueues a question for each attempt and refund that is not final and that nothing was heard of
 * for five minutes, page by page. Each is noted as asked, so that whoever answers nothing waits
 * behind all others: what one run does not reach the next begins with. An attempt of a payment
 * that asks for nothing more is ended instead. A refund whose job failed for good is left to whoever
 * decides about that job, of which one is kept.
 */
export async function reconcilePayments(
  ctx: PaymentsJob,
  { page = 1 }: z.output<(typeof reconcile)['input']>,
  { failedSends, bounds = usualBounds }: ReconcileParts,
): Promise<void> {
  const { organisationId } = ctx
  const { atOnce, pages } = bounds
  const now = ctx.now()
  const before = new Date(now.getTime() - quietMs)
  await ctx.settle(async (tx) => {
    const wanted = { organisationId, before, now, atOnce }
    const attempts = await takeQuietAttempts(tx.kysely, wanted)
    for (const { id, isOver } of attempts) {
      const job = isOver ? expireAttempt : observeAttempt
      await tx.enqueue(job, { attemptId: id }, { key: id })
    }
    const refunds = await takeQuietRefunds(tx.kysely, wanted)
    // What has failed for good waits for a person: another job would only fail beside it.
    const failed = await keepOneFailedSend(tx, organisationId, failedSends)
    for (const { id, paymentId } of refunds) {
      if (!failed.has(id)) await tx.enqueue(sendRefund, { refundId: id, paymentId }, { key: id })
    }
    const isFull = Math.max(attempts.length, refunds.length) === atOnce
    if (isFull && page < pages) await tx.enqueue(reconcile, { page: page + 1 })
  })
}
