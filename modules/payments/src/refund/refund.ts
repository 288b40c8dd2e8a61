import type { RefundState } from '../contract.ts'

/** An amount of one attempt that is given back. Its id is the idempotency key at the provider. */
export interface Refund {
  readonly id: string
  readonly organisationId: string
  readonly paymentId: string
  readonly attemptId: string
  readonly state: RefundState
  readonly amount: number
  readonly currency: string
  readonly exponent: number
  /** Why, in a word of ours: `cancelled`. */
  readonly reason: string
  /** What it follows from: the same cause never refunds twice. */
  readonly cause: string
  readonly providerReference: string | null
  /** Why the provider gave nothing back, in its own word. */
  readonly failure: string | null
  readonly createdAt: Date
  readonly changedAt: Date
  readonly version: number
}
