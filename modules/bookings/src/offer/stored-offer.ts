import { menu } from '../contract.ts'
import { columnsOfPrices, priceList, type BasicPrices } from '../price/price-list.ts'
import type { Offer } from '../price/price.ts'
import type { StoredOffer } from '../tables.ts'

/** The columns that hold an offer: its price list, and what came to it later. */
export function offerColumns(offer: Offer): { price_list: string; offer: string } {
  const { basic, extras } = columnsOfPrices(offer.prices)
  const rest: StoredOffer = { ...extras, menu: offer.menu }
  return { price_list: JSON.stringify(basic), offer: JSON.stringify(rest) }
}

/** An offer out of its columns. */
export function offerFrom(row: {
  readonly price_list: BasicPrices
  readonly offer: StoredOffer
}): Offer {
  const { menu: served, ...extras } = row.offer
  return {
    prices: priceList.parse({ ...row.price_list, ...extras }),
    menu: served && menu.parse(served),
  }
}
