import { lineOfText } from '@holdfast/kernel/contract'
import { z } from 'zod'

const minorUnits = z.int().min(0).max(100_000_000)

const dishId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Use small letters, digits and dashes, such as filet-mignon.')
  .meta({ example: 'filet-mignon' })

const name = lineOfText({ min: 1, max: 60 })

const eachOnce = (things: readonly { readonly id: string }[]) =>
  new Set(things.map(({ id }) => id)).size === things.length

const once = 'Each dish is named once.'

/** What a station serves. Prices are in the smallest unit of its currency. */
export const menu = z.strictObject({
  proteinsPerGuest: z.int().min(1).max(5),
  proteins: z
    .array(
      z.strictObject({
        id: dishId,
        name,
        surcharge: minorUnits.meta({ description: 'For each portion; 0 is part of the price.' }),
      }),
    )
    .min(1)
    .max(30)
    .refine(eachOnce, once),
  addOns: z
    .array(z.strictObject({ id: dishId, name, price: minorUnits }))
    .max(30)
    .refine(eachOnce, once),
})
export type Menu = z.output<typeof menu>

const count = z.int().min(1).max(250)

/** What a party wants of it, by id. */
export const menuChoice = z.strictObject({
  proteins: z
    .array(z.strictObject({ id: dishId, portions: count }))
    .max(30)
    .refine(eachOnce, once),
  addOns: z
    .array(z.strictObject({ id: dishId, quantity: count }))
    .max(30)
    .refine(eachOnce, once)
    .default([]),
})
export type MenuChoice = z.output<typeof menuChoice>

/** A dish and how many of it, as an address says it: `filet-mignon:10`. */
const countedDish = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}:[1-9][0-9]{0,2}$/, 'Write a dish and a number: filet-mignon:10.')
  .transform((text) => {
    const [id = '', number] = text.split(':')
    return { id, count: Number(number) }
  })

const countedDishes = z.array(countedDish).max(30).refine(eachOnce, once)

/** Dishes in an address: the name given several times. */
export const dishesQuery = {
  protein: countedDishes.optional().meta({
    description: 'A dish and its portions, filet-mignon:10; once for each dish.',
  }),
  addOn: countedDishes.optional().meta({ description: 'The same for add-ons.' }),
}

/** What a party wants, with the names of the menu it was chosen from. */
export const chosenMenu = z.object({
  proteins: z.array(z.object({ id: z.string(), name: z.string(), portions: z.int() })),
  addOns: z.array(z.object({ id: z.string(), name: z.string(), quantity: z.int() })),
})
export type ChosenMenu = z.output<typeof chosenMenu>

/** What stations serve unless told otherwise, in whole units of their currency. */
export const usualMenu = {
  proteinsPerGuest: 2,
  proteins: [
    { id: 'chicken', name: 'Chicken', surcharge: 0 },
    { id: 'steak', name: 'Steak', surcharge: 0 },
    { id: 'shrimp', name: 'Shrimp', surcharge: 0 },
    { id: 'tofu', name: 'Tofu', surcharge: 0 },
    { id: 'filet-mignon', name: 'Filet mignon', surcharge: 5 },
    { id: 'lobster-tail', name: 'Lobster tail', surcharge: 15 },
  ],
  addOns: [
    { id: 'gyoza', name: 'Gyoza', price: 10 },
    { id: 'noodles', name: 'Yakisoba noodles', price: 5 },
    { id: 'edamame', name: 'Edamame', price: 5 },
  ],
} as const satisfies Menu
