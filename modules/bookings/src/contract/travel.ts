import { lineOfText } from '@holdfast/kernel/contract'
import { z } from 'zod'

/** As much of an address as says how far it is. */
export const place = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Use the two-letter code of the country, such as US.')
    .meta({ description: 'Country, ISO 3166 code', example: 'US' }),
  postalCode: lineOfText({ min: 2, max: 16 }).meta({ example: '10001' }),
})
export type Place = z.output<typeof place>

const minutes = z.int().meta({ description: 'Kept free before and after the evening.' })

/**
 * The way to the guest. `unknownAddress`: we can not say how far it is; the price does not
 * contain the way yet, and staff are asked.
 */
export const travel = z.discriminatedUnion('state', [
  z.object({ state: z.literal('known'), miles: z.int(), minutes }),
  z.object({ state: z.literal('unknownAddress'), minutes }),
])
export type Travel = z.output<typeof travel>
