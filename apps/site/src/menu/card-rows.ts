import type { Menu } from '@holdfast/bookings/contract'
import { formatAmount, type Rates } from '../prices/rates.ts'

/** A name and its price, in words. */
export type Row = readonly [name: string, price: string]

export function proteinRows(menu: Menu, rates: Rates, locale?: string): readonly Row[] {
  return menu.proteins.map(({ name, surcharge }) => [
    name,
    surcharge === 0 ? 'in the price' : `+ ${formatAmount(rates, surcharge, locale)}`,
  ])
}

export function addOnRows(menu: Menu, rates: Rates, locale?: string): readonly Row[] {
  return menu.addOns.map(({ name, price }) => [name, formatAmount(rates, price, locale)])
}

export function rateRows(rates: Rates, locale?: string): readonly Row[] {
  return [
    ['Each adult', formatAmount(rates, rates.adult, locale)],
    ['Each child, 6 to 12', formatAmount(rates, rates.child, locale)],
    ['Little ones, under 6', formatAmount(rates, rates.underSix, locale)],
    ['An evening, at least', formatAmount(rates, rates.minimum, locale)],
  ]
}

/** `Two for each guest, in any mix.` */
export function howMany({ proteinsPerGuest }: Menu): string {
  const words = ['', 'One', 'Two', 'Three', 'Four', 'Five'][proteinsPerGuest] ?? proteinsPerGuest
  return `${words} for each guest, in any mix.`
}
