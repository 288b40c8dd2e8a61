import { usualMenu, type Menu } from '@holdfast/bookings/contract'
import { exponentOf } from '../prices/money.ts'
import { usualRates } from '../prices/usual-rates.ts'

const units = 10 ** exponentOf(usualRates.currency)

/** What stations serve unless told otherwise: for the page as it is built. Not for the browser. */
export const usualCard: { readonly menu: Menu; readonly rates: typeof usualRates } = {
  rates: usualRates,
  menu: {
    ...usualMenu,
    proteins: usualMenu.proteins.map((one) => ({ ...one, surcharge: one.surcharge * units })),
    addOns: usualMenu.addOns.map((one) => ({ ...one, price: one.price * units })),
  },
}
