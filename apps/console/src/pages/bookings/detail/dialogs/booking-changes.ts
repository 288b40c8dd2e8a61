import type { BookingDetail } from '@holdfast/bookings/contract'
import { z } from 'zod'

const count = z
  .string()
  .trim()
  .regex(/^\d{1,2}$/, 'Write a number, such as 8.')

/** What is typed to change a booking. */
export const changeValues = z
  .object({
    adults: count.refine((text) => Number(text) >= 1, 'At least one adult comes.'),
    children: count,
    underSix: count,
    wishes: z.string().max(500, 'Use at most 500 characters.'),
    allergies: z.string().max(600, 'Use at most 600 characters.'),
  })
  .refine(({ adults, children, underSix }) => sum(adults, children, underSix) <= 50, {
    path: ['adults'],
    message: 'A party has at most 50 guests.',
  })
export type ChangeValues = z.output<typeof changeValues>

type Changeable = Pick<BookingDetail, 'party' | 'specialRequests' | 'allergens'>

/** The booking as it is typed. */
export function valuesOf({ party, specialRequests = '', allergens }: Changeable): ChangeValues {
  return {
    adults: String(party.adults),
    children: String(party.children),
    underSix: String(party.underSix),
    wishes: specialRequests,
    allergies: allergens.join(', '),
  }
}

/** What is another now; empty when nothing is. */
export function changesOf(booking: Changeable, values: ChangeValues) {
  const before = valuesOf(booking)
  const party = {
    adults: Number(values.adults),
    children: Number(values.children),
    underSix: Number(values.underSix),
  }
  const isSameParty = Object.entries(party).every(
    ([who, number]) => booking.party[who as keyof typeof party] === number,
  )
  const allergens = listed(values.allergies)
  return {
    ...(isSameParty ? {} : { party }),
    ...(values.wishes.trim() === before.wishes ? {} : { specialRequests: values.wishes.trim() }),
    ...(allergens.join() === booking.allergens.join() ? {} : { allergens }),
  }
}

/** `nuts, shellfish` as a list, each once. */
function listed(text: string): string[] {
  const parts = text.split(/[,;\n]/).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}

function sum(...texts: readonly string[]): number {
  return texts.reduce((total, text) => total + Number(text), 0)
}
