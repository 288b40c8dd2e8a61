/** What a new shop sells until its owner changes it. Prices are in whole units of the currency. */
export const catalogue = [
  {
    handle: 'enamel-mug',
    title: 'Enamel mug',
    description: 'Holds a proper amount of coffee, and does not mind the campfire.',
    sku: 'MUG-ENAMEL',
    price: 14,
  },
  {
    handle: 'linen-apron',
    title: 'Linen apron',
    description: 'Washed linen with two pockets, cut to be worn all evening.',
    sku: 'APRON-LINEN',
    price: 48,
  },
  {
    handle: 'oak-board',
    title: 'Oak board',
    description: 'Oiled oak from one plank, 40 by 25 centimetres.',
    sku: 'BOARD-OAK',
    price: 62,
  },
  {
    handle: 'smoked-salt',
    title: 'Smoked salt',
    description: 'Sea salt over beech smoke, 120 grams.',
    sku: 'SALT-SMOKED',
    price: 9.5,
  },
]
