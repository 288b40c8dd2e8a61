import type { AttemptState, PaymentMethod, ProviderName } from '../contract.ts'

/** One try to pay. Its id is the idempotency key at the provider. */
export interface Attempt {
  readonly id: string
  readonly organisationId: string
  readonly paymentId: string
  readonly provider: ProviderName
  readonly method: PaymentMethod
  readonly state: AttemptState
  readonly amount: number
  readonly currency: string
  readonly exponent: number
  /** The provider's own id; null until it has answered. */
  readonly providerReference: string | null
  /** What a person writes on a transfer. */
  readonly reference: string | null
  /** Why the last card or account was declined, in the provider's word. */
  readonly decline: string | null
  /** What the provider says that can not be: nothing is done until somebody has looked. */
  readonly contradiction: string | null
  /** What was given back or is on the way. */
  readonly refunded: number
  readonly createdAt: Date
  readonly changedAt: Date
  /** When the provider was last asked, or was to be. */
  readonly askedAt: Date | null
  readonly version: number
}

/** The states in which an attempt may still bring money of its own accord. */
export const underWay = ['created', 'open', 'processing', 'awaiting_offline'] as const

export function isUnderWay({ state }: Pick<Attempt, 'state'>): boolean {
  return underWay.some((one) => one === state)
}
