import type { CreateBooking, MenuChoice } from '@holdfast/bookings/contract'
import { readCounts } from './dishes.ts'
import { listAllergens, type Draft } from './draft.ts'
import { isPromised } from './quoted.ts'

/** What the API is sent. Empty optional answers are left out. */
export function toRequest(draft: Draft): CreateBooking {
  return {
    stationId: draft.stationId,
    startsAt: { date: draft.date, time: draft.time },
    durationHours: draft.durationHours,
    party: { adults: draft.adults, children: draft.children, underSix: draft.underSix },
    contact: { name: draft.name.trim(), email: draft.email.trim(), phone: draft.phone.trim() },
    venue: {
      line1: draft.line1.trim(),
      ...present('line2', draft.line2),
      city: draft.city.trim(),
      ...present('region', draft.region),
      postalCode: draft.postalCode.trim(),
      country: draft.country,
    },
    ...present('specialRequests', draft.specialRequests),
    allergens: listAllergens(draft.allergens),
    ...menuOf(draft),
    ...(isPromised(draft) ? { quoteId: draft.quoteId } : {}),
  }
}

/** The dishes; nothing while they are chosen later. */
export function menuOf(draft: Pick<Draft, 'menuLater' | 'proteins' | 'addOns'>): {
  menu?: MenuChoice
} {
  if (draft.menuLater || draft.proteins === '') return {}
  const proteins = Array.from(readCounts(draft.proteins), ([id, portions]) => ({ id, portions }))
  const addOns = Array.from(readCounts(draft.addOns), ([id, quantity]) => ({ id, quantity }))
  return { menu: { proteins, addOns } }
}

function present<Name extends string>(name: Name, value: string): { [Key in Name]?: string } {
  const trimmed = value.trim()
  return trimmed === '' ? {} : ({ [name]: trimmed } as { [Key in Name]: string })
}
