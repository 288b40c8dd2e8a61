import { business } from '../business.ts'
import { usualCard } from './usual-card.ts'
import { exponentOf } from '../prices/money.ts'

/** The menu as search engines read it: schema.org, what stations serve unless told otherwise. */
export function structuredMenu(): object {
  const { menu } = usualCard
  return {
    '@context': 'https://schema.org',
    '@type': 'Menu',
    name: `The menu of ${business.name}`,
    inLanguage: 'en',
    hasMenuSection: [
      section(
        'From the grill',
        menu.proteins.map(({ name, surcharge }) => ({ name, amount: surcharge })),
      ),
      section(
        'For the table',
        menu.addOns.map(({ name, price }) => ({ name, amount: price })),
      ),
    ],
  }
}

function section(
  name: string,
  items: readonly { readonly name: string; readonly amount: number }[],
): object {
  const { currency } = usualCard.rates
  const digits = exponentOf(currency)
  return {
    '@type': 'MenuSection',
    name,
    hasMenuItem: items.map((item) => ({
      '@type': 'MenuItem',
      name: item.name,
      // What is in the price of the evening has none of its own.
      ...(item.amount === 0
        ? {}
        : {
            offers: {
              '@type': 'Offer',
              price: (item.amount / 10 ** digits).toFixed(digits),
              priceCurrency: currency,
            },
          }),
    })),
  }
}
