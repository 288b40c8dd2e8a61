import type { Party, Saving } from '../contract.ts'
import { priceOf, type Offer, type Order } from './price.ts'

/**
 * What a party does not pay: children compared with adults, and the free miles of its way. Each
 * one that is more than nothing; what the minimum takes back is no saving. For showing only: no
 * price depends on it.
 */
export function savingsOf(offer: Offer, order: Order): readonly Saving[] {
  const { currency, exponent, freeMiles, perMile } = offer.prices
  const { adults, children, underSix } = order.party
  const totalOf = (party: Party) => priceOf(offer, { ...order, party }).total.amount
  const grown = totalOf({ adults: adults + children, children: 0, underSix })
  const allGrown = totalOf({ adults: adults + children + underSix, children: 0, underSix: 0 })
  const miles = order.travel?.state === 'known' ? Math.min(order.travel.miles, freeMiles) : 0
  const found = [
    { label: 'Children, 6 to 12', amount: grown - totalOf(order.party) },
    { label: 'Children under 6', amount: allGrown - grown },
    { label: `The first ${freeMiles} miles`, amount: miles * perMile },
  ]
  return found
    .filter(({ amount }) => amount > 0)
    .map(({ label, amount }) => ({ label, amount: { amount, currency, exponent } }))
}
