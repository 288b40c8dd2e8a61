import type { Vault } from '@holdfast/kernel/crypto'
import type { Enqueue } from '@holdfast/kernel/jobs'
import type { Context, JobContext, VerbTransaction } from '@holdfast/kernel/module'
import type { Transaction } from '@holdfast/kernel/postgres'
import type { WebhookInbox } from '@holdfast/kernel/webhooks'
import type { Payment } from './payment/payment.ts'
import type { FailedSends } from './refund/failed-sends.ts'
import type { Providers } from './providers/providers.ts'
import type { PaymentsTables } from './tables.ts'

export type PaymentsContext = Context<PaymentsTables>
export type PaymentsTransaction = VerbTransaction<PaymentsTables>
export type PaymentsJob = JobContext<PaymentsTables>

/**
 * What payments need of the transaction in which another module asks, changes or gives back:
 * every verb's transaction has it.
 */
export interface CallerTransaction {
  withTypes<DB>(): Transaction<DB>
  emit(type: string, data: object, subject?: string): Promise<void>
  readonly enqueue: Enqueue
}

/** What the verbs of payments need from outside, given once by the composition root. */
export interface PaymentsParts {
  readonly providers: Providers
  readonly inbox: WebhookInbox<PaymentsTransaction>
  readonly vault: Pick<Vault, 'seal' | 'open'>
  readonly failedSends: FailedSends
  /** Where the payer's browser comes back to from a provider's page. */
  readonly returnUrlOf: (payment: Pick<Payment, 'id' | 'subject' | 'purpose'>) => string
  /** Above it, in the smallest unit, two people must have seen money that no provider reports. */
  readonly secondPersonAbove: number
}
