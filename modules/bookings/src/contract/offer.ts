import { lineOfText } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { policies } from './policies.ts'

const minorUnits = z.int().min(0).max(100_000_000)

export const tax = z.strictObject({
  label: lineOfText({ min: 1, max: 40 }),
  basisPoints: z.int().min(0).max(5_000).meta({
    description: 'Hundredths of a percent: 800 is 8 %.',
    example: 800,
  }),
})

const taxes = z.array(tax).max(5)

/** What a station asks for the way to its guests, and which taxes it tells. */
export const priceExtras = z.strictObject({
  freeMiles: z.int().min(0).max(1_000),
  perMile: minorUnits.meta({ description: 'For each mile after the free ones.' }),
  farthestMiles: z.int().min(0).max(3_000).meta({
    description: 'What is farther away is asked of staff.',
  }),
  milesPerHour: z.int().min(5).max(80).meta({ description: 'How fast chefs get there.' }),
  taxes,
  taxesIncluded: z.boolean().meta({ description: 'Contained in the prices; else added to them.' }),
})
export type PriceExtras = z.output<typeof priceExtras>

/** Every amount that decides about a price, in the smallest unit of the currency. */
const amounts = {
  adult: minorUnits,
  child: minorUnits,
  underSix: minorUnits,
  minimum: minorUnits.meta({ description: 'Guests and dishes together cost at least this much.' }),
  deposit: minorUnits.meta({ description: 'Paid when booking; 0 confirms at once.' }),
  ...priceExtras.shape,
}

const version = z.int().meta({ description: 'Every change makes a new version; old ones stay.' })

export const priceListOnWire = z.object({
  version,
  currency: z.string(),
  exponent: z.int(),
  ...amounts,
})

const seen = z.int().min(1).optional().meta({
  description: 'The version that was looked at; refused when it is not the latest any more.',
})

export const priceListChanges = z.strictObject(amounts).partial().extend({ version: seen })

export const policiesOnWire = z.object({ version: z.int(), policies })

export const policyChanges = policies.partial().extend({ version: seen })

/** What stations ask for the way unless told otherwise, in whole units of their currency. */
export const usualExtras = {
  freeMiles: 30,
  perMile: 2,
  farthestMiles: 120,
  milesPerHour: 30,
  taxes: [],
  taxesIncluded: true,
} as const satisfies PriceExtras
