import { defineRoutes, pageOf, pageQuery } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { adjustmentBody, creditAccount, creditMovement, topUpBody } from './credits.ts'
import { paymentDetail } from './payment.ts'

/** Credits, for the people of the business. */
export const creditRoutes = defineRoutes({
  showCredits: {
    method: 'GET',
    path: '/credits',
    summary: 'The credits of the business, and what they cost',
    access: 'operator',
    action: 'credits.read',
    responses: { 200: { description: 'Balance, prices and packs.', schema: creditAccount } },
  },
  listCreditMovements: {
    method: 'GET',
    path: '/credits/statement',
    summary: 'How the credits have moved, newest first',
    access: 'operator',
    action: 'credits.read',
    clientTimeoutMs: 15_000,
    request: { query: pageQuery },
    responses: { 200: { description: 'One page.', schema: pageOf(creditMovement) } },
  },
  exportCreditMovements: {
    method: 'GET',
    path: '/credits/statement.csv',
    summary: 'The statement as a CSV file',
    description:
      'UTF-8, ready for spreadsheets: no text in it can run as a formula. At most 5,000 rows; a longer statement is refused, never cut: ask for one month.',
    access: 'operator',
    action: 'credits.read',
    limit: 'search',
    request: {
      query: z.strictObject({
        month: z
          .string()
          .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
          .optional()
          .meta({ description: 'In UTC; everything unless told.', example: '2026-05' }),
      }),
    },
    responses: { 200: { description: 'The file.', contentType: 'text/csv', schema: z.string() } },
    problems: ['payments.statementTooLong'],
  },
  buyCredits: {
    method: 'POST',
    path: '/credits/top-ups',
    summary: 'Buy credits',
    description:
      'Answers the payment to pay. The credits are there, once, as soon as it is settled.',
    access: 'operator',
    action: 'credits.buy',
    idempotent: 'required',
    request: { body: topUpBody },
    exampleBody: { pack: 'small', priceVersion: 1 },
    responses: { 201: { description: 'The payment.', schema: paymentDetail } },
    problems: ['payments.pricesChanged', 'payments.unknownPack'],
  },
  adjustCredits: {
    method: 'POST',
    path: '/credits/adjustments',
    summary: 'Add or take away credits, with a reason',
    access: 'operator',
    action: 'credits.adjust',
    peopleOnly: true,
    idempotent: 'required',
    request: { body: adjustmentBody },
    exampleBody: { credits: 25, reason: 'For the video that came out wrong' },
    responses: { 201: { description: 'The credits after it.', schema: creditAccount } },
    problems: [
      'payments.insufficientCredits',
      'payments.unknownHold',
      'payments.creditsRefundTooLarge',
    ],
  },
})
