/** What the site says about the business itself. The flow shows the API's figures instead. */
export const business = {
  name: 'Ember & Oak',
  claim: 'Private chefs, live fire, your place',
  description:
    'Private chefs who bring grill, flame and knives to your place. Pick a day, see the price, book in a few minutes.',
  email: 'hello@ember-and-oak.example',
  phone: { shown: '(415) 555-0142', link: '+14155550142' },
  currency: 'USD',
  prices: { adult: 5500, child: 3000, underSix: 0, minimum: 55_000 },
  noticeHours: 48,
} as const

/** A whole amount of the business's currency for pages that are built ahead: `$55`. */
export function writtenPrice(minorUnits: number): string {
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: business.currency,
    maximumFractionDigits: 0,
  }).format(minorUnits / 100)
}
