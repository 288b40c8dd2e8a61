import type { Product } from './product.ts'

/** What every new shop begins with. */
export const firstProducts: readonly Omit<Product, 'id'>[] = [
  {
    slug: 'cast-iron-skillet',
    name: 'Cast-iron skillet',
    summary: 'Twenty-six centimetres of even heat, seasoned with linseed oil.',
    description:
      'Poured in sand and ground by hand, so the first egg already slides. It goes from the stove to the oven to the embers, and gets better every year that you use it.',
    category: 'Cooking',
    picture: 'skillet',
    priceMinor: 6_400,
    stock: 18,
  },
  {
    slug: 'chefs-knife',
    name: 'Chef’s knife',
    summary: 'A twenty-centimetre blade of carbon steel on an oak handle.',
    description:
      'Thin behind the edge and heavy enough to do the work itself. The steel takes a patina that is yours alone; dry it after use and it will see your children cook.',
    category: 'Cooking',
    picture: 'knife',
    priceMinor: 12_900,
    stock: 9,
  },
  {
    slug: 'copper-saucepan',
    name: 'Copper saucepan',
    summary: 'One and a half litres, lined with tin, with a handle of brass.',
    description:
      'Copper answers the flame at once, which is why sauces do not forgive anything else. Two millimetres thick, tinned inside, with a lid that seals.',
    category: 'Cooking',
    picture: 'saucepan',
    priceMinor: 14_500,
    stock: 6,
  },
  {
    slug: 'oak-board',
    name: 'Oak cutting board',
    summary: 'End grain, kind to knives, with a groove for what runs.',
    description:
      'Cut across the grain from one trunk and oiled four times. Knives sink between the fibres instead of cutting them, so both stay whole.',
    category: 'Cooking',
    picture: 'board',
    priceMinor: 5_800,
    stock: 22,
  },
  {
    slug: 'stoneware-bowl',
    name: 'Stoneware bowl',
    summary: 'Thrown by hand, glazed in ash, no two alike.',
    description:
      'Deep enough for a soup and wide enough for a salad. Fired at 1,280 degrees, it minds neither the oven nor the dishwasher.',
    category: 'Table',
    picture: 'bowl',
    priceMinor: 2_800,
    stock: 40,
  },
  {
    slug: 'enamel-mug',
    name: 'Enamel mug',
    summary: 'Light, cheerful, and hard to break on a mountain.',
    description:
      'Steel under glass, with a rim that keeps its colour. Holds a third of a litre of coffee, soup or small change.',
    category: 'Table',
    picture: 'mug',
    priceMinor: 1_600,
    stock: 64,
  },
  {
    slug: 'coffee-dripper',
    name: 'Coffee dripper',
    summary: 'Porcelain with spiral ribs, for one cup or two.',
    description:
      'The ribs keep the paper off the wall, so the water runs evenly and the cup is clear. Fits the usual filters and most mugs.',
    category: 'Table',
    picture: 'dripper',
    priceMinor: 3_400,
    stock: 15,
  },
  {
    slug: 'linen-apron',
    name: 'Linen apron',
    summary: 'Washed linen with two deep pockets and crossed straps.',
    description:
      'Nothing around the neck, nothing to tie behind your back. It softens with every wash and forgives every sauce.',
    category: 'Home',
    picture: 'apron',
    priceMinor: 4_900,
    stock: 27,
  },
  {
    slug: 'beeswax-candles',
    name: 'Beeswax candles',
    summary: 'Four tapers that burn for eight hours and smell of summer.',
    description:
      'Dipped thirty times from the wax of one valley. They hardly drip, and never smoke when the wick is kept short.',
    category: 'Home',
    picture: 'candles',
    priceMinor: 2_200,
    stock: 33,
  },
  {
    slug: 'smoked-salt',
    name: 'Smoked sea salt',
    summary: 'Flakes that spent two nights over cherry wood.',
    description:
      'For the end of things: eggs, butter, dark chocolate, a tomato in August. One hundred and fifty grams in a tin that closes.',
    category: 'Pantry',
    picture: 'salt',
    priceMinor: 950,
    stock: 120,
  },
  {
    slug: 'olive-oil',
    name: 'Olive oil, first harvest',
    summary: 'Green, peppery, pressed within six hours of picking.',
    description:
      'From trees that are older than the mill. Half a litre in dark glass; use it raw, generously, and before the next autumn.',
    category: 'Pantry',
    picture: 'oil',
    priceMinor: 2_450,
    stock: 3,
  },
  {
    slug: 'wildflower-honey',
    name: 'Wildflower honey',
    summary: 'A whole meadow in a jar, stirred until it is creamy.',
    description:
      'Late and dark, from hives at nine hundred metres. Four hundred grams, never heated above what a bee would stand.',
    category: 'Pantry',
    picture: 'honey',
    priceMinor: 1_250,
    stock: 0,
  },
]
