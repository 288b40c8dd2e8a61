import { lineOfText } from '@holdfast/kernel/contract'
import { z } from 'zod'

export const contact = z.strictObject({
  name: lineOfText({ min: 1, max: 100 }),
  email: z
    .string()
    .trim()
    .max(254)
    .pipe(z.email('Write an e-mail address, such as ada@example.com.'))
    .meta({ format: 'email', example: 'ada@example.com' }),
  phone: z.string().max(40).meta({
    description: 'International (+1 415 555 2671) or a number of the United States.',
    example: '+1 415 555 2671',
  }),
})
export type Contact = z.output<typeof contact>

export const venue = z.strictObject({
  line1: lineOfText({ min: 1, max: 120 }),
  line2: lineOfText({ max: 120 }).optional(),
  city: lineOfText({ min: 1, max: 80 }),
  region: lineOfText({ max: 80 }).optional(),
  postalCode: lineOfText({ min: 2, max: 16 }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Use the two-letter code of the country, such as US.')
    .meta({ description: 'Country, ISO 3166 code', example: 'US' }),
})
export type Venue = z.output<typeof venue>
