import type { Saving } from '../contract.ts'
import type { Offer, Order } from './price.ts'

/**
 * What a party does not pay: children compared with adults, and the free miles of its way. Each
 * one that is more than nothing. For showing only: no price depends on it.
 */
export function savingsOf({ prices }: Pick<Offer, 'prices'>, order: Order): readonly Saving[] {
  const { currency, exponent, adult, child, underSix, freeMiles, perMile } = prices
  const { children, underSix: little } = order.party
  const miles = order.travel?.state === 'known' ? Math.min(order.travel.miles, freeMiles) : 0
  const found = [
    { label: 'Children, 6 to 12', amount: children * Math.max(0, adult - child) },
    { label: 'Children under 6', amount: little * Math.max(0, adult - underSix) },
    { label: `The first ${freeMiles} miles`, amount: miles * perMile },
  ]
  return found
    .filter(({ amount }) => amount > 0)
    .map(({ label, amount }) => ({ label, amount: { amount, currency, exponent } }))
}
