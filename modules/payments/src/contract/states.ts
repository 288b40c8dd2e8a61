/** How a payment stands. What was given back is told by its amounts. */
export const paymentStates = [
  'open',
  'processing',
  'awaiting_offline',
  'settled',
  'closed',
] as const
export type PaymentState = (typeof paymentStates)[number]

/** How one try to pay stands, as far as its provider has told. */
export const attemptStates = [
  'created',
  'open',
  'processing',
  'awaiting_offline',
  'settled',
  'failed',
  'expired',
] as const
export type AttemptState = (typeof attemptStates)[number]

export const refundStates = [
  'requested',
  'processing',
  'awaiting_offline',
  'settled',
  'failed',
] as const
export type RefundState = (typeof refundStates)[number]

export const disputeStates = ['open', 'won', 'lost'] as const
export type DisputeState = (typeof disputeStates)[number]

/** Of credits that a job has set aside: what it used was taken, or nothing was. */
export const holdStates = ['held', 'settled', 'released'] as const
export type HoldState = (typeof holdStates)[number]

/** Why credits moved. */
export const creditKinds = [
  'reserved',
  'settled',
  'released',
  'refunded',
  'bought',
  'adjusted',
  'takenBack',
  'restored',
  'collected',
] as const
export type CreditKind = (typeof creditKinds)[number]

/** Who moves the money. */
export const providerNames = ['sandbox', 'stripe', 'duitku', 'manual'] as const
export type ProviderName = (typeof providerNames)[number]

/** How a person pays. */
export const paymentMethods = [
  'card',
  'online_banking',
  'bank_transfer',
  'zelle',
  'venmo',
  'cash',
] as const
export type PaymentMethod = (typeof paymentMethods)[number]
