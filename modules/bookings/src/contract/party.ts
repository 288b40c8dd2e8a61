import { z } from 'zod'

/** Who comes. Children are 6 to 12 years old. Together 1 to 50, at least one of them adult. */
export const party = z
  .strictObject({
    adults: z.int().min(1).max(50),
    children: z.int().min(0).max(49).default(0),
    underSix: z.int().min(0).max(49).default(0),
  })
  .refine((value) => value.adults + value.children + value.underSix <= 50, {
    message: 'A party has at most 50 guests. For more, please call us.',
  })
export type Party = z.output<typeof party>
