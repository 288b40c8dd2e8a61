import { uuid } from '@holdfast/kernel/contract'
import { defineJob } from '@holdfast/kernel/jobs'
import { z } from 'zod'

const ofAttempt = z.strictObject({ attemptId: uuid })
const deadlineMs = 30_000

/** Tells the provider of an attempt to take nothing any more. */
export const expireAttempt = defineJob({
  name: 'payments.expireAttempt',
  input: ofAttempt,
  deadlineMs,
})

/** Asks the provider how an attempt stands: a webhook or the reconciler wants to know. */
export const observeAttempt = defineJob({
  name: 'payments.observeAttempt',
  input: ofAttempt,
  deadlineMs,
})

/** Has the provider give money back, under the refund's own key. */
export const sendRefund = defineJob({
  name: 'payments.sendRefund',
  // Of which payment, for whoever decides about a job that failed; absent in older ones.
  input: z.strictObject({ refundId: uuid, paymentId: uuid.optional() }),
  deadlineMs,
})
