import type { CreditAccount } from '@holdfast/payments/contract'

export interface CostNow {
  readonly each: number
  readonly all: number
  /** Whether there is as much, or somebody else pays. */
  readonly isCovered: boolean
}

/** What so many of an operation cost; undefined for one without a price. */
export function costOf(
  { prices, available, isUnlimited }: CreditAccount,
  operation: string,
  times: number,
): CostNow | undefined {
  const each = prices.find((price) => price.operation === operation)?.credits
  if (each === undefined) return undefined
  const all = each * times
  return { each, all, isCovered: isUnlimited || all <= available }
}
