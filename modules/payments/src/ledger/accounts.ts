/**
 * The accounts of the ledger. `clearing` is what a provider holds for us, and falls below zero
 * when it gave back more than it has taken since it paid out. `payment` is what a payer gave and
 * has not got back. `refunds` is what we owe to payers. `losses` is what disputes took beyond
 * what their payment still held.
 */
export const accountSides = {
  clearing: { side: 'debit', mayBeNegative: true },
  payment: { side: 'credit', mayBeNegative: false },
  refunds: { side: 'credit', mayBeNegative: false },
  losses: { side: 'debit', mayBeNegative: false },
} as const

export type AccountKind = keyof typeof accountSides
