/** What the site says about the business itself. Prices and times are the service's. */
export const business = {
  name: 'Ember & Oak',
  claim: 'Private chefs, live fire, your place',
  description:
    'Private chefs who bring grill, flame and knives to your place. Pick a day, see the price, book in a few minutes.',
  email: 'hello@ember-and-oak.example',
  phone: { shown: '(415) 555-0142', link: '+14155550142' },
} as const
