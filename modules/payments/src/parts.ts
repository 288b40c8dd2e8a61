import type { Enqueue } from '@holdfast/kernel/jobs'
import type { Context, VerbTransaction } from '@holdfast/kernel/module'
import type { Transaction } from '@holdfast/kernel/postgres'
import type { PaymentsTables } from './tables.ts'

export type PaymentsContext = Context<PaymentsTables>
export type PaymentsTransaction = VerbTransaction<PaymentsTables>

/**
 * What payments need of the transaction in which another module asks, changes or gives back:
 * every verb's transaction has it.
 */
export interface CallerTransaction {
  withTypes<DB>(): Transaction<DB>
  emit(type: string, data: object, subject?: string): Promise<void>
  readonly enqueue: Enqueue
}
