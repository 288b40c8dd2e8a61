import { defineRoutes, pageOf, pageQuery, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import {
  account,
  ledgerTransaction,
  paymentDetail,
  paymentRow,
  refundBody,
  startedAttempt,
  verifyBody,
} from './payment.ts'
import { paymentMethods, paymentStates } from './states.ts'

const idParams = z.strictObject({ id: uuid })

/** Payments, for who pays and who runs the business. */
export const paymentRoutes = defineRoutes({
  listPayments: {
    method: 'GET',
    path: '/payments',
    summary: 'Payments, newest first',
    access: 'operator',
    action: 'payments.list',
    clientTimeoutMs: 15_000,
    request: {
      query: pageQuery.extend({
        state: z.array(z.enum(paymentStates)).max(paymentStates.length).optional(),
        subject: z.array(z.string().max(100)).max(50).optional().meta({
          description: 'What it is paid for, such as the id of a booking.',
        }),
      }),
    },
    responses: { 200: { description: 'One page.', schema: pageOf(paymentRow) } },
  },
  showPayment: {
    method: 'GET',
    path: '/payments/:id',
    summary: 'One payment',
    access: 'guest',
    action: 'payments.read',
    clientTimeoutMs: 15_000,
    request: { params: idParams },
    responses: { 200: { description: 'The payment.', schema: paymentDetail } },
  },
  startAttempt: {
    method: 'POST',
    path: '/payments/:id/attempts',
    summary: 'Begin to pay',
    description:
      'Asked again while an attempt of this method is under way it gives that one, so that it can safely be sent again.',
    access: 'guest',
    action: 'payments.pay',
    limit: 'payment',
    deadlineMs: 30_000,
    clientTimeoutMs: 60_000,
    request: { params: idParams, body: z.strictObject({ method: z.enum(paymentMethods) }) },
    exampleBody: { method: 'card' },
    responses: { 200: { description: 'What the payer does next.', schema: startedAttempt } },
    problems: [
      'payments.notPayable',
      'payments.alreadyPaid',
      'payments.unknownMethod',
      'payments.providerUnavailable',
    ],
  },
  verifyPayment: {
    method: 'POST',
    path: '/payments/:id/verify',
    summary: 'Confirm money that no provider reports',
    description:
      'With a note of where it was seen. Above the limit a second person must confirm it as well.',
    access: 'operator',
    action: 'payments.verify',
    peopleOnly: true,
    idempotent: 'optional',
    request: { params: idParams, body: verifyBody },
    exampleBody: { note: 'Bank statement of 6 May, line 12' },
    responses: { 200: { description: 'The payment.', schema: paymentDetail } },
    problems: ['payments.nothingToVerify', 'payments.sameVerifier'],
  },
  refundPayment: {
    method: 'POST',
    path: '/payments/:id/refunds',
    summary: 'Give money back',
    access: 'operator',
    action: 'payments.refund',
    idempotent: 'required',
    request: { params: idParams, body: refundBody },
    exampleBody: { amount: 2500, reason: 'Two guests fewer' },
    responses: {
      201: { description: 'The payment, with the refund on its way.', schema: paymentDetail },
    },
    problems: ['payments.refundTooLarge'],
  },
  settleRefund: {
    method: 'POST',
    path: '/refunds/:id/verify',
    summary: 'Confirm that a refund was handed over or transferred by hand',
    access: 'operator',
    action: 'payments.refund',
    idempotent: 'optional',
    request: { params: idParams },
    responses: { 200: { description: 'The payment.', schema: paymentDetail } },
    problems: ['payments.nothingToVerify'],
  },
  showLedger: {
    method: 'GET',
    path: '/ledger',
    summary: 'What has moved between the accounts, newest first',
    access: 'operator',
    action: 'payments.list',
    request: { query: pageQuery.extend({ paymentId: uuid.optional() }) },
    responses: { 200: { description: 'One page.', schema: pageOf(ledgerTransaction) } },
  },
  showAccounts: {
    method: 'GET',
    path: '/ledger/accounts',
    summary: 'The balances of the accounts',
    description: 'Without those of single payments, which are added up as “payments”.',
    access: 'operator',
    action: 'payments.list',
    responses: {
      200: { description: 'The accounts.', schema: z.object({ accounts: z.array(account) }) },
    },
  },
})
