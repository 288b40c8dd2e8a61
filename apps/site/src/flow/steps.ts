import type { Draft } from './draft.ts'
import { checkStep } from './check-answers.ts'
import { steps, type Question, type Step } from './questions.ts'

const answered: Readonly<Record<Question, (draft: Draft) => boolean>> = {
  station: (draft) => draft.stationId !== '',
  date: (draft) => draft.date !== '',
  time: (draft) => draft.time !== '',
  party: (draft) => draft.partyAnswered,
  menu: (draft) => draft.menuAnswered && isFine('menu', draft),
  contact: (draft) => draft.name !== '' && isFine('contact', draft),
  // The state is asked for at its question; a booking made elsewhere may do without.
  address: (draft) =>
    draft.line1 !== '' &&
    draft.country !== '' &&
    isFine('address', { ...draft, region: draft.region || '-' }),
  wishes: (draft) => draft.wishesAnswered && isFine('wishes', draft),
  review: () => false,
}

/** The questions of this booking: that of the dishes only where there are some to choose from. */
export function stepsOf({
  proteinsPerGuest,
}: Pick<Draft, 'proteinsPerGuest'>): readonly Question[] {
  return proteinsPerGuest > 0 ? steps : steps.filter((step) => step !== 'menu')
}

/** The question to ask now: the first that has no good answer. */
export function firstOpen(draft: Draft): Question {
  return stepsOf(draft).find((step) => !answered[step](draft)) ?? 'review'
}

/** What an address asks for, and what there is to show. */
export interface Asked {
  readonly step: string | null
  readonly draft: Draft
  readonly isBooked: boolean
}

/**
 * The step an address may show: nobody gets past an open question. Once all is booked, the
 * questions that led there lead to the booking.
 */
export function reachable({ step: asked, draft, isBooked }: Asked): Step {
  if (isBooked && asksForBooking(asked, draft)) return 'done'
  const open = firstOpen(draft)
  const wanted = stepsOf(draft).find((step) => step === asked)
  if (wanted === undefined) return open
  return steps.indexOf(wanted) <= steps.indexOf(open) ? wanted : open
}

// A new booking starts without a step in its address, or at the first; anything later is behind.
function asksForBooking(asked: string | null, draft: Draft): boolean {
  if (asked === 'done') return true
  return firstOpen(draft) === 'station' && asked !== null && asked !== 'station'
}

export function stepBefore(step: Question, draft: Draft): Question | undefined {
  const asked = stepsOf(draft)
  return asked[asked.indexOf(step) - 1]
}

/** Where an answer leads: the next question, or straight back to the review when all is said. */
export function stepAfter(step: Question, draft: Draft): Question {
  const open = firstOpen(draft)
  const asked = stepsOf(draft)
  const next = asked[asked.indexOf(step) + 1] ?? 'review'
  return steps.indexOf(open) > steps.indexOf(step) ? open : next
}

function isFine(step: Question, draft: Draft): boolean {
  return Object.keys(checkStep(step, draft)).length === 0
}
