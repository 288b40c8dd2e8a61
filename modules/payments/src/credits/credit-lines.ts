import type { PaymentsTables } from '../tables.ts'

type AccountName = PaymentsTables['payments.credit_entry']['account']

/** What each account gets; below zero what it gives. It sums to zero. */
export type Moved = Readonly<Partial<Record<AccountName, number>>>

/** What each kind of movement does. */
export const creditLines = {
  reserved: ({ cost }: { readonly cost: number }): Moved => ({ available: -cost, held: cost }),
  /** What was held and not used can be used again. */
  settled: ({ cost, used }: { readonly cost: number; readonly used: number }): Moved => ({
    held: -cost,
    spent: used,
    available: cost - used,
  }),
  settledByPlan: ({ used }: { readonly used: number }): Moved => ({ plan: -used, spent: used }),
  released: ({ cost }: { readonly cost: number }): Moved => ({ held: -cost, available: cost }),
  refunded: (amount: number): Moved => ({ spent: -amount, available: amount }),
  bought: (amount: number): Moved => ({ bought: -amount, available: amount }),
  adjusted: (amount: number): Moved => ({ adjusted: -amount, available: amount }),
  /** What is there is taken, and what is missing is owed. */
  takenBack: ({
    amount,
    available,
  }: {
    readonly amount: number
    readonly available: number
  }): Moved => {
    const there = Math.min(amount, available)
    return { bought: amount, available: -there, owed: there - amount }
  },
  restored: (amount: number): Moved => ({ bought: -amount, available: amount }),
  collected: (amount: number): Moved => ({ available: -amount, owed: amount }),
} as const

/** The entries that are not zero. */
export function movedFrom(moved: Moved): { account: AccountName; amount: number }[] {
  // Its keys are names of accounts.
  const accounts = Object.entries(moved) as [AccountName, number][]
  return accounts
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount }))
}
