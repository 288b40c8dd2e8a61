import type { Money } from '@holdfast/kernel/contract'
import type { WebhookSource } from '@holdfast/kernel/webhooks'
import type { AttemptState, PaymentMethod, ProviderName } from '../contract.ts'
import type { Next } from '../contract/next.ts'

/** One attempt, as a provider is told of it. */
export interface Order {
  /** The idempotency key and the order's number at the provider. */
  readonly attemptId: string
  readonly amount: Money
  readonly method: PaymentMethod
  readonly description: string
  /** The provider's own id, once it has told one. */
  readonly providerReference: string | null
  /** What a person writes on a transfer. */
  readonly reference: string | null
  /** Until then it may begin to be paid; null: for ever. */
  readonly dueBy: Date | null
  /** Where the payer's browser comes back to. It proves nothing. */
  readonly returnUrl: string
}

/** What a provider says of an order. `unknown`: it has never heard of it. */
export interface Observation {
  readonly state: Exclude<AttemptState, 'created'> | 'unknown'
  readonly providerReference?: string
  /** How much it says that it is about. */
  readonly amount?: Pick<Money, 'amount' | 'currency'>
  /** Why the last card or account was declined. */
  readonly decline?: string
  readonly refunds?: readonly RefundSeen[]
  readonly refundsElsewhere?: readonly RefundElsewhere[]
  readonly disputes?: readonly DisputeSeen[]
}

export interface Created extends Observation {
  readonly providerReference: string
  readonly next: Next
}

export interface RefundOrder {
  /** The idempotency key. */
  readonly refundId: string
  readonly order: Order
  readonly amount: Money
  readonly reason: string
  readonly providerReference: string | null
}

export interface RefundStatus {
  readonly state: 'processing' | 'awaiting_offline' | 'settled' | 'failed'
  readonly providerReference?: string
  readonly failure?: string
}

export interface RefundSeen extends RefundStatus {
  readonly refundId: string
}

/** A refund that somebody made on the provider's own pages. */
export interface RefundElsewhere extends RefundStatus {
  readonly providerReference: string
  readonly amount: number
}

export interface DisputeSeen {
  readonly providerReference: string
  readonly state: 'open' | 'won' | 'lost'
  readonly amount: number
  readonly reason: string
}

/** Which order a message is about. */
export type About = { readonly attemptId: string } | { readonly providerReference: string }

/** How messages of a provider are believed and read. */
export interface ProviderWebhooks {
  readonly source: WebhookSource
  /**
   * What an authentic message is about; undefined when it concerns no order. What it says besides
   * is not believed: the provider is asked.
   */
  aboutOf(body: Uint8Array): About | undefined
  /** Whether it speaks of the order's own amount; for who signs the amount. */
  fits?(body: Uint8Array, amount: Money): boolean
  /** Whether a message about an order that we do not know is refused, or taken and forgotten. */
  readonly unknownOrders: 'refuse' | 'ignore'
}

/**
 * Whoever takes money for us. Every call may be made again and has one effect: orders and refunds
 * are known by ids of ours. What is not an answer is thrown: `ProviderDown` when trying again may
 * help, else `ProviderRefusal`.
 */
export interface Provider {
  readonly name: ProviderName
  /** Opens the order, or finds it open, and says what the payer does next. */
  createPayment(order: Order): Promise<Created>
  /** Takes nothing for it any more, when that is still possible, and says how it stands now. */
  expirePayment(order: Order): Promise<Observation>
  fetchStatus(order: Order): Promise<Observation>
  refund(refund: RefundOrder): Promise<RefundStatus>
  /** Absent where nobody sends any. */
  readonly webhooks?: ProviderWebhooks
}
