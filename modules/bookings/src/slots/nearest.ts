import { addDays } from '../time/local-time.ts'
import { slots, type Slot, type SlotQuestion } from './slots.ts'

/** How many days before and after the wanted one are searched. */
export const searchedDays = 3

/** The bookable starts nearest to `wantedMs`, at most `limit`, in the order of time. */
export function nearestFreeSlots(
  question: SlotQuestion,
  wantedMs: number,
  limit = 5,
): readonly Slot[] {
  const distance = (slot: Slot) => Math.abs(slot.startsAtMs - wantedMs)
  return searchedDates(question.date)
    .flatMap((date) => slots({ ...question, date }))
    .filter((slot) => slot.state !== 'full' && slot.startsAtMs !== wantedMs)
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, limit)
    .toSorted((one, other) => one.startsAtMs - other.startsAtMs)
}

function searchedDates(date: string): readonly string[] {
  return Array.from({ length: 2 * searchedDays + 1 }, (_, index) =>
    addDays(date, index - searchedDays),
  )
}
