import type { DisputeState } from '../contract.ts'

/** A payer who asks the bank for the money back. */
export interface Dispute {
  readonly id: string
  readonly organisationId: string
  readonly paymentId: string
  readonly attemptId: string
  readonly providerReference: string
  readonly state: DisputeState
  readonly amount: number
  readonly currency: string
  /** How much of it the payment still held; the rest is a loss. */
  readonly fromPayment: number
  readonly reason: string
  readonly createdAt: Date
  readonly changedAt: Date
  readonly version: number
}
