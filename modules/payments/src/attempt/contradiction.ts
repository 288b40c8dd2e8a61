import type { Observation } from '../providers/provider.ts'
import type { Attempt } from './attempt.ts'

/**
 * What a provider says that can not be, in a word: another amount or currency than was asked, or
 * somebody else's order. Undefined when all of it can be.
 */
export function contradictionOf(
  attempt: Pick<Attempt, 'amount' | 'currency' | 'providerReference'>,
  { amount, providerReference }: Observation,
): string | undefined {
  if (amount && amount.currency !== attempt.currency) return 'currency'
  if (amount && amount.amount !== attempt.amount) return 'amount'
  const known = attempt.providerReference
  if (known !== null && providerReference !== undefined && providerReference !== known) {
    return 'reference'
  }
  return undefined
}
