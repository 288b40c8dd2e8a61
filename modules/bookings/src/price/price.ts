import type { Money } from '@holdfast/kernel/contract'
import type { MenuChoice, Menu, Party, Price, Travel } from '../contract.ts'
import { rescheduleFeeLabel } from '../contract/price.ts'
import type { PriceList } from './price-list.ts'
import { includedTaxes, taxesOnTop } from './taxes.ts'

/** What a station asks and serves, at one version. */
export interface Offer {
  readonly prices: PriceList
  /** Null where there is nothing to choose. */
  readonly menu: Menu | null
}

/** Everything about an evening that its price depends on. */
export interface Order {
  readonly party: Party
  readonly menu?: MenuChoice | null | undefined
  readonly travel?: Travel | null | undefined
}

/**
 * What an evening costs. A line for each group of guests and each dish that costs more, one up to
 * the minimum where these together cost less, one for the way, and taxes where they are not
 * contained. The lines always add up to the total. Pure: bookings, quotes and receipts all ask here.
 */
export function priceOf({ prices, menu }: Offer, order: Order): Price {
  const money = (amount: number): Money => ({
    amount,
    currency: prices.currency,
    exponent: prices.exponent,
  })
  const served = [...groupsOf(prices, order.party), ...dishesOf(menu, order.menu)].filter(
    ({ quantity, isAlwaysTold, unit }) => quantity > 0 && (isAlwaysTold || unit > 0),
  )
  const missing = Math.max(0, prices.minimum - sumOf(served))
  const before = [
    ...served,
    ...(missing > 0 ? [{ label: minimumLabel, quantity: 1, unit: missing }] : []),
    ...wayOf(prices, order.travel),
  ]
  const taxes = prices.taxesIncluded
    ? includedTaxes(prices.taxes, sumOf(before))
    : taxesOnTop(prices.taxes, sumOf(before))
  const added = taxes.filter((tax) => !tax.included)
  const lines = [
    ...before,
    ...added.map(({ label, amount }) => ({ label, quantity: 1, unit: amount })),
  ]
  return {
    lines: lines.map(({ label, quantity, unit }) => ({
      label,
      quantity,
      unit: money(unit),
      amount: money(unit * quantity),
    })),
    total: money(sumOf(lines)),
    deposit: money(prices.deposit),
    ...(taxes.length === 0
      ? {}
      : { taxes: taxes.map((tax) => ({ ...tax, amount: money(tax.amount) })) }),
  }
}

/** `price` with what changes of date have cost, as a line of its own. */
export function withRescheduleFees(price: Price, fees: number): Price {
  const others = price.lines.filter((line) => line.label !== rescheduleFeeLabel)
  const without = others.reduce((sum, line) => sum + line.amount.amount, 0)
  const money = (amount: number): Money => ({ ...price.total, amount })
  if (fees === 0) return { ...price, lines: others, total: money(without) }
  const what = { label: rescheduleFeeLabel, quantity: 1, unit: money(fees), amount: money(fees) }
  return { ...price, lines: [...others, what], total: money(without + fees) }
}

const minimumLabel = 'Up to the minimum for an evening'

interface Line {
  readonly label: string
  readonly quantity: number
  readonly unit: number
  /** Also where it costs nothing. */
  readonly isAlwaysTold?: boolean
}

function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { quantity, unit }) => sum + quantity * unit, 0)
}

function groupsOf(list: PriceList, party: Party): readonly Line[] {
  const groups = [
    { label: 'Adults', quantity: party.adults, unit: list.adult },
    { label: 'Children, 6 to 12', quantity: party.children, unit: list.child },
    { label: 'Children under 6', quantity: party.underSix, unit: list.underSix },
  ]
  return groups.map((group) => ({ ...group, isAlwaysTold: true }))
}

/** What was chosen; of proteins only what costs more than the usual ones. */
function dishesOf(menu: Menu | null, choice: MenuChoice | null | undefined): readonly Line[] {
  if (!menu || !choice) return []
  const proteins = choice.proteins.flatMap(({ id, portions }): Line[] => {
    const dish = menu.proteins.find((one) => one.id === id)
    return dish ? [{ label: dish.name, quantity: portions, unit: dish.surcharge }] : []
  })
  const addOns = choice.addOns.flatMap(({ id, quantity }): Line[] => {
    const dish = menu.addOns.find((one) => one.id === id)
    return dish ? [{ label: dish.name, quantity, unit: dish.price, isAlwaysTold: true }] : []
  })
  return [...proteins, ...addOns]
}

// A way that nobody knows is no way of 0 miles: it is no line until staff have said how far it is.
function wayOf(list: PriceList, travel: Travel | null | undefined): readonly Line[] {
  if (travel?.state !== 'known') return []
  const paid = Math.max(0, travel.miles - list.freeMiles)
  if (paid === 0 || list.perMile === 0) return []
  return [{ label: `Miles beyond the first ${list.freeMiles}`, quantity: paid, unit: list.perMile }]
}
