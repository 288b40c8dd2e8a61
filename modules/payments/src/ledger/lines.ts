import type { Line } from './post-to-ledger.ts'

/** Between which accounts an amount moves. */
export interface Moved {
  readonly provider: string
  readonly paymentId: string
  readonly amount: number
}

/** What each kind of event does to the ledger: debit above zero, credit below. */
export const linesOf = {
  /** The provider has taken it for us; we owe it to the payer or a service. */
  settled: ({ provider, paymentId, amount }: Moved): Line[] => [
    { account: 'clearing', of: provider, amount },
    { account: 'payment', of: paymentId, amount: -amount },
  ],
  refundRequested: ({ paymentId, amount }: Moved): Line[] => [
    { account: 'payment', of: paymentId, amount },
    { account: 'refunds', amount: -amount },
  ],
  refundSettled: ({ provider, amount }: Moved): Line[] => [
    { account: 'refunds', amount },
    { account: 'clearing', of: provider, amount: -amount },
  ],
  /** It never left: the payer's again. */
  refundFailed: ({ paymentId, amount }: Moved): Line[] => [
    { account: 'refunds', amount },
    { account: 'payment', of: paymentId, amount: -amount },
  ],
  /** It came back after it had left. */
  refundReturned: ({ provider, paymentId, amount }: Moved): Line[] => [
    { account: 'clearing', of: provider, amount },
    { account: 'payment', of: paymentId, amount: -amount },
  ],
  /** `fromPayment` of it was still there; the rest is lost. */
  disputeTaken: (moved: Moved & { readonly fromPayment: number }): Line[] => [
    { account: 'payment', of: moved.paymentId, amount: moved.fromPayment },
    { account: 'losses', amount: moved.amount - moved.fromPayment },
    { account: 'clearing', of: moved.provider, amount: -moved.amount },
  ],
  disputeGivenBack: (moved: Moved & { readonly fromPayment: number }): Line[] => [
    { account: 'clearing', of: moved.provider, amount: moved.amount },
    { account: 'payment', of: moved.paymentId, amount: -moved.fromPayment },
    { account: 'losses', amount: moved.fromPayment - moved.amount },
  ],
} as const
