import { instant, lineOfText, money, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { next } from './next.ts'
import {
  attemptStates,
  disputeStates,
  paymentMethods,
  paymentStates,
  providerNames,
  refundStates,
} from './states.ts'

const paymentFacts = {
  id: uuid,
  subject: z.string().meta({ description: 'What it is for, such as a booking’s id.' }),
  purpose: z.string().meta({ example: 'deposit' }),
  description: z.string(),
  state: z.enum(paymentStates),
  amount: money,
  paid: money,
  refunding: money.meta({ description: 'On its way back.' }),
  refunded: money.meta({ description: 'Given back.' }),
  disputed: money.meta({ description: 'Taken back by the payer’s bank.' }),
  refundable: money.meta({ description: 'What can still be given back.' }),
  dueBy: instant.nullable(),
  settledAt: instant.nullable(),
  late: z.boolean().meta({ description: 'The money came after the payment was closed.' }),
  createdAt: instant,
}

export const paymentRow = z.object(paymentFacts)
export type PaymentRow = z.output<typeof paymentRow>

const attempt = z.object({
  id: uuid,
  provider: z.enum(providerNames),
  method: z.enum(paymentMethods),
  state: z.enum(attemptStates),
  reference: z.string().nullable(),
  decline: z.string().nullable(),
  contradiction: z.string().nullable(),
  createdAt: instant,
  changedAt: instant,
  verifiedBy: z.array(z.string()).meta({ description: 'Who has seen the money, for staff.' }),
  needsTwo: z.boolean().optional().meta({
    description: 'For staff: it is so much that two people must have seen the money.',
  }),
})

export const refund = z.object({
  id: uuid,
  attemptId: uuid,
  state: z.enum(refundStates),
  amount: money,
  reason: z.string(),
  failure: z.string().nullable(),
  isStuck: z.boolean().optional().meta({
    description: 'For staff: sending it failed for good, and somebody must decide about that job.',
  }),
  createdAt: instant,
  changedAt: instant,
})

const dispute = z.object({
  id: uuid,
  state: z.enum(disputeStates),
  amount: money,
  reason: z.string(),
  createdAt: instant,
})

export const paymentDetail = z.object({
  ...paymentFacts,
  methods: z.array(z.enum(paymentMethods)).meta({
    description: 'How it can be paid now; empty when it can not.',
  }),
  attempts: z.array(attempt),
  refunds: z.array(refund),
  disputes: z.array(dispute),
})
export type PaymentDetail = z.output<typeof paymentDetail>

export const startedAttempt = z.object({ attemptId: uuid, next })

export const verifyBody = z.strictObject({
  attemptId: uuid.optional().meta({
    description:
      'The attempt whose money was seen; else the latest. Needed where the payment is settled: it was paid a second time.',
  }),
  note: lineOfText({ min: 3, max: 500 }).meta({
    description: 'Where the money was seen, such as a line of the bank statement.',
  }),
})

export const refundBody = z.strictObject({
  amount: z.int().min(1).max(1_000_000_000).meta({ description: 'In the smallest unit.' }),
  reason: lineOfText({ min: 3, max: 200 }),
})

export const ledgerTransaction = z.object({
  id: uuid,
  kind: z.string(),
  paymentId: uuid,
  happenedAt: instant,
  entries: z.array(
    z.object({
      account: z.string(),
      amount: z.int().meta({ description: 'Debit above zero, credit below.' }),
      currency: z.string(),
    }),
  ),
})
export type LedgerTransaction = z.output<typeof ledgerTransaction>

export const account = z.object({ name: z.string(), currency: z.string(), balance: z.int() })
