import type { Guests } from './guests.ts'

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

/** `"Nuts, shellfish"` becomes two entries; the same one twice counts once. */
export function listAllergens(text: string): string[] {
  const entries = text.split(/[,;\n]/).map((entry) => entry.trim())
  return [...new Set(entries.filter((entry) => entry !== ''))]
}

function parse(kept: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
