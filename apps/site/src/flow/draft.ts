import type { CreateBooking, MenuChoice } from '@holdfast/bookings/contract'
import { readCounts } from './dishes.ts'
import { isPromised } from './quoted.ts'

export interface Guests {
  readonly adults: number
  readonly children: number
  readonly underSix: number
}

/** What a guest has answered so far. Texts are kept as typed, right or wrong. */
export interface Draft extends Guests {
  readonly stationId: string
  readonly date: string
  /** Wall time at the station. */
  readonly time: string
  readonly durationHours: number
  readonly partyAnswered: boolean
  /** As the menu of the station says; 0 where there is nothing to choose. */
  readonly proteinsPerGuest: number
  /** Ids and portions: `chicken:14 tofu:2`. */
  readonly proteins: string
  /** Ids and quantities. */
  readonly addOns: string
  readonly menuAnswered: boolean
  readonly menuLater: boolean
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly line1: string
  readonly line2: string
  readonly city: string
  readonly region: string
  readonly postalCode: string
  /** Two letters; empty until the address is answered, which suggests one. */
  readonly country: string
  /** Separated by commas or line breaks. */
  readonly allergens: string
  readonly specialRequests: string
  readonly wishesAnswered: boolean
  readonly quoteId: string
  /** The evening that was quoted, to compare this one with. */
  readonly quotedFor: string
  /** The instant at which the quote runs out. */
  readonly quotedUntil: string
}

/** What menus ask for unless they say otherwise; taken until the station's own is known. */
const usualProteinsPerGuest = 2

export const emptyDraft: Draft = {
  stationId: '',
  date: '',
  time: '',
  durationHours: 2,
  adults: 8,
  children: 0,
  underSix: 0,
  partyAnswered: false,
  proteinsPerGuest: usualProteinsPerGuest,
  proteins: '',
  addOns: '',
  menuAnswered: false,
  menuLater: false,
  name: '',
  email: '',
  phone: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postalCode: '',
  country: '',
  allergens: '',
  specialRequests: '',
  wishesAnswered: false,
  quoteId: '',
  quotedFor: '',
  quotedUntil: '',
}

const { proteinsPerGuest, proteins, addOns, menuAnswered, menuLater } = emptyDraft
const emptyMenu = { proteinsPerGuest, proteins, addOns, menuAnswered, menuLater }

/** Applies answers. An answer that others depend on clears them: another area, another day. */
export function answer(draft: Draft, given: Partial<Draft>): Draft {
  const next = { ...draft, ...given }
  const movedArea = next.stationId !== draft.stationId
  const movedDay = movedArea || next.date !== draft.date
  const otherLength = next.durationHours !== draft.durationHours
  return {
    ...next,
    ...(movedArea ? { ...emptyMenu, ...given } : {}),
    date: movedArea ? (given.date ?? '') : next.date,
    time: movedDay || otherLength ? (given.time ?? '') : next.time,
  }
}

export function partySize(guests: Guests): number {
  return guests.adults + guests.children + guests.underSix
}

/** Reads a draft that was kept; anything that does not fit is left at its beginning. */
export function readDraft(kept: string | null): Draft {
  const stored = parse(kept)
  const fitting = Object.entries(emptyDraft).map(([name, initial]) => {
    const value = stored[name]
    return [name, typeof value === typeof initial ? value : initial]
  })
  // Every name comes from the empty draft and every value has its type.
  return Object.fromEntries(fitting) as Draft
}

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

/** `"Nuts, shellfish"` becomes two entries; the same one twice counts once. */
export function listAllergens(text: string): string[] {
  const entries = text.split(/[,;\n]/).map((entry) => entry.trim())
  return [...new Set(entries.filter((entry) => entry !== ''))]
}

function present<Name extends string>(name: Name, value: string): { [Key in Name]?: string } {
  const trimmed = value.trim()
  return trimmed === '' ? {} : ({ [name]: trimmed } as { [Key in Name]: string })
}

function parse(kept: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
