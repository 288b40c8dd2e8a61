import { defineJob } from '@holdfast/kernel/jobs'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { expireAttempt, observeAttempt, sendRefund } from '../jobs.ts'
import type { PaymentsJob } from '../parts.ts'
import type { PaymentsTables } from '../tables.ts'

/** Asks after everything that has not come to an end, whatever messages were lost. */
export const reconcile = defineJob({
  name: 'payments.reconcile',
  input: z.strictObject({}),
  deadlineMs: 60_000,
  schedule: { cron: '*/10 * * * *', timeZone: 'UTC' },
})

const quietMs = 5 * 60_000
const atOnce = 500

/**
 * Enqueues a question for each attempt and refund that is not final and that nothing was heard of
 * for five minutes. An attempt of a payment that asks for nothing more is ended instead.
 */
export async function reconcilePayments(ctx: PaymentsJob): Promise<void> {
  const before = new Date(ctx.now().getTime() - quietMs)
  const { organisationId } = ctx
  await ctx.settle(async (tx) => {
    for (const { id, isOver } of await quietAttempts(tx.kysely, { organisationId, before })) {
      const job = isOver ? expireAttempt : observeAttempt
      await tx.enqueue(job, { attemptId: id }, { key: id })
    }
    for (const { id } of await quietRefunds(tx.kysely, { organisationId, before })) {
      await tx.enqueue(sendRefund, { refundId: id }, { key: id })
    }
  })
}

interface Quiet {
  readonly organisationId: string
  readonly before: Date
}

async function quietAttempts(db: Kysely<PaymentsTables>, { organisationId, before }: Quiet) {
  return db
    .selectFrom('payments.attempt as a')
    .innerJoin('payments.payment as p', 'p.id', 'a.payment_id')
    .select(['a.id', sql<boolean>`p.state in ('closed', 'settled')`.as('isOver')])
    .where('a.organisation_id', '=', organisationId)
    .where('a.state', 'in', ['created', 'open', 'processing'])
    .where(sql<boolean>`greatest(a.changed_at, a.asked_at) <= ${before}`)
    .orderBy(sql`greatest(a.changed_at, a.asked_at)`)
    .limit(atOnce)
    .execute()
}

async function quietRefunds(db: Kysely<PaymentsTables>, { organisationId, before }: Quiet) {
  return db
    .selectFrom('payments.refund')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['requested', 'processing'])
    .where('changed_at', '<=', before)
    .orderBy('changed_at')
    .limit(atOnce)
    .execute()
}
