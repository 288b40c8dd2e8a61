import type { Money } from '@holdfast/kernel/contract'
import type { Party, Price } from '../contract.ts'
import type { PriceList } from './price-list.ts'

/**
 * What a party pays: a line for each group of guests and one up to the minimum where the
 * guests alone cost less. The lines always add up to the total.
 */
export function priceOf(list: PriceList, party: Party): Price {
  const money = (amount: number): Money => ({
    amount,
    currency: list.currency,
    exponent: list.exponent,
  })
  const line = ({ label, quantity, unit }: Group) => ({
    label,
    quantity,
    unit: money(unit),
    amount: money(unit * quantity),
  })
  const guests = groupsOf(list, party).filter((group) => group.quantity > 0)
  const asked = guests.reduce((sum, group) => sum + group.unit * group.quantity, 0)
  const missing = Math.max(0, list.minimum - asked)
  const upToMinimum = { label: 'Up to the minimum for an evening', quantity: 1, unit: missing }
  const lines = missing > 0 ? [...guests, upToMinimum] : guests
  return { lines: lines.map(line), total: money(asked + missing), deposit: money(list.deposit) }
}

/** `price` with what changes of date have cost, as a line of its own. */
export function withRescheduleFees(price: Price, fees: number): Price {
  const others = price.lines.filter((line) => line.label !== feeLabel)
  const without = others.reduce((sum, line) => sum + line.amount.amount, 0)
  const money = (amount: number): Money => ({ ...price.total, amount })
  if (fees === 0) return { ...price, lines: others, total: money(without) }
  const what = { label: feeLabel, quantity: 1, unit: money(fees), amount: money(fees) }
  return { ...price, lines: [...others, what], total: money(without + fees) }
}

const feeLabel = 'Change of date'

interface Group {
  readonly label: string
  readonly quantity: number
  readonly unit: number
}

function groupsOf(list: PriceList, party: Party): readonly Group[] {
  return [
    { label: 'Adults', quantity: party.adults, unit: list.adult },
    { label: 'Children, 6 to 12', quantity: party.children, unit: list.child },
    { label: 'Children under 6', quantity: party.underSix, unit: list.underSix },
  ]
}
