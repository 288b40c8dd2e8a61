import { bookingStates, type BookingState } from '@holdfast/bookings/contract'

/**
 * Which states are shown: `open` is what is held, confirmed or under way, `any` is everything;
 * others are named one by one with commas between, in the order of a booking's life.
 */
export type StateChoice = 'open' | 'any' | BookingState | `${BookingState},${string}`

const openStates: readonly BookingState[] = ['pending', 'confirmed', 'seated']

/** The states of a choice; all of them for `any`. */
export function statesOf(choice: StateChoice): readonly BookingState[] {
  if (choice === 'any') return bookingStates
  if (choice === 'open') return openStates
  const named = choice.split(',')
  return bookingStates.filter((state) => named.includes(state))
}

/** The one way to write these states. None says no more than all of them. */
export function choiceOf(states: readonly BookingState[]): StateChoice {
  const [first, ...others] = bookingStates.filter((state) => states.includes(state))
  if (first === undefined || others.length === bookingStates.length - 1) return 'any'
  const choice: StateChoice = others.length === 0 ? first : `${first},${others.join(',')}`
  return choice === openStates.join(',') ? 'open' : choice
}

/** What an address says; undefined when it names no state at all. */
export function readChoice(text: string): StateChoice | undefined {
  if (text === 'open' || text === 'any') return text
  const named = text.split(',')
  const states = bookingStates.filter((state) => named.includes(state))
  return states.length === 0 ? undefined : choiceOf(states)
}

/** The choice with one state more or less. From `any` the first one chosen stands alone. */
export function toggleState(choice: StateChoice, state: BookingState): StateChoice {
  const shown = choice === 'any' ? [] : statesOf(choice)
  return choiceOf(shown.includes(state) ? shown.filter((one) => one !== state) : [...shown, state])
}
