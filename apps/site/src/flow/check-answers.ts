import type { ProblemError } from '@holdfast/client'
import { portionsFor, totalOf } from './dishes.ts'
import { listAllergens, partySize, type Draft } from './draft.ts'
import { mostGuests, type Guests } from './guests.ts'
import type { Question } from './questions.ts'

/** What the service says about one field. */
type FieldError = ProblemError['errors'][number]

export type Field = keyof Draft
export type FieldTexts = Partial<Record<Field, string>>

type Check = (draft: Draft) => string | undefined

const mailShape = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

const checks: Partial<Record<Question, Partial<Record<Field, Check>>>> = {
  party: {
    adults: (draft) =>
      draft.adults < 1 ? 'At least one adult has to be there.' : tooManyText(draft, 'adults'),
    children: (draft) => tooManyText(draft, 'children'),
    underSix: (draft) => tooManyText(draft, 'underSix'),
  },
  menu: {
    proteins: (draft) => (isMenuOpen(draft) ? portionsText(draft) : undefined),
  },
  contact: {
    name: required('name', 'Tell us your name.'),
    email: (draft) =>
      draft.email.trim() === ''
        ? 'We send the confirmation by e-mail, so we need an address.'
        : say(mailShape.test(draft.email.trim()), 'Write an e-mail address like ada@example.com.'),
    phone: (draft) =>
      draft.phone.trim() === ''
        ? 'The chef calls you if the way is hard to find, so we need a number.'
        : say(digitsIn(draft.phone) >= 7, 'That number looks too short. Include the area code.'),
  },
  address: {
    line1: required('line1', 'Tell us the street and number.'),
    city: required('city', 'Tell us the city.'),
    region: (draft) =>
      say(!hasToNameState(draft.country) || draft.region.trim() !== '', 'Tell us the state.'),
    postalCode: (draft) =>
      draft.postalCode.trim() === ''
        ? 'Tell us the ZIP or postal code.'
        : say(draft.postalCode.trim().length >= 2, 'A postal code has at least 2 characters.'),
  },
  wishes: {
    allergens: (draft) => {
      const entries = listAllergens(draft.allergens)
      if (entries.length > 20) return 'List at most 20, and tell us more in the wishes.'
      return say(
        entries.every((entry) => entry.length <= 60),
        'Keep each one under 60 characters, with commas between.',
      )
    },
    specialRequests: (draft) => {
      const over = draft.specialRequests.trim().length - 500
      return say(over <= 0, `Shorten this by ${over} ${over === 1 ? 'character' : 'characters'}.`)
    },
  },
}

/** What is wrong with the answers of a step, by field, in words; empty when all is well. */
export function checkStep(step: Question, draft: Draft): FieldTexts {
  const found = Object.entries(checks[step] ?? {}).flatMap(([field, check]) => {
    const text = check(draft)
    return text === undefined ? [] : [[field, text] as const]
  })
  return Object.fromEntries(found)
}

const fieldOfPath: Readonly<Record<string, readonly [Question, Field]>> = {
  stationId: ['station', 'stationId'],
  date: ['date', 'date'],
  time: ['time', 'time'],
  startsAt: ['time', 'time'],
  durationHours: ['time', 'durationHours'],
  adults: ['party', 'adults'],
  children: ['party', 'children'],
  underSix: ['party', 'underSix'],
  party: ['party', 'adults'],
  proteins: ['menu', 'proteins'],
  addOns: ['menu', 'proteins'],
  name: ['contact', 'name'],
  email: ['contact', 'email'],
  phone: ['contact', 'phone'],
  line1: ['address', 'line1'],
  line2: ['address', 'line2'],
  city: ['address', 'city'],
  region: ['address', 'region'],
  postalCode: ['address', 'postalCode'],
  country: ['address', 'country'],
  allergens: ['wishes', 'allergens'],
  specialRequests: ['wishes', 'specialRequests'],
}

/** The step and fields that the server's complaints belong to; undefined when none is known. */
export function placeErrors(
  errors: readonly FieldError[],
): { readonly step: Question; readonly texts: FieldTexts } | undefined {
  const placed = errors.flatMap((error) => {
    const known = error.path.split('.').findLast((part) => part in fieldOfPath)
    const place = known === undefined ? undefined : fieldOfPath[known]
    return place === undefined ? [] : [{ step: place[0], field: place[1], text: error.text }]
  })
  const step = placed[0]?.step
  if (step === undefined) return undefined
  const here = placed.filter((error) => error.step === step)
  return { step, texts: Object.fromEntries(here.map((error) => [error.field, error.text])) }
}

/** Where a city's name alone says too little. */
export function hasToNameState(country: string): boolean {
  return country === 'US'
}

function required(field: 'name' | 'line1' | 'city', text: string): Check {
  return (draft) => say(draft[field].trim() !== '', text)
}

/** Said once, where most of them are. */
export function tooManyText(party: Guests, field: keyof Guests): string | undefined {
  const guests = partySize(party)
  const kinds = ['adults', 'children', 'underSix'] as const
  const largest = kinds.toSorted((one, other) => party[other] - party[one])[0]
  return say(
    guests <= mostGuests || field !== largest,
    `That would be ${guests} guests. We cook for up to ${mostGuests}; for more, please call us.`,
  )
}

function isMenuOpen({ proteinsPerGuest, menuLater }: Draft): boolean {
  return proteinsPerGuest > 0 && !menuLater
}

/** What is wrong with the number of portions. */
function portionsText(draft: Draft): string | undefined {
  const { proteinsPerGuest } = draft
  const portions = totalOf(draft.proteins)
  const { fewest, most } = portionsFor(draft, proteinsPerGuest)
  const each = `${proteinsPerGuest} for each guest`
  if (portions < fewest) return `Choose ${portionWords(fewest - portions)} more: ${each}.`
  return say(portions <= most, `That is ${portionWords(portions - most)} too many: ${each}.`)
}

function portionWords(count: number): string {
  return count === 1 ? '1 portion' : `${count} portions`
}

function digitsIn(text: string): number {
  return text.replaceAll(/\D/g, '').length
}

function say(isFine: boolean, text: string): string | undefined {
  return isFine ? undefined : text
}
