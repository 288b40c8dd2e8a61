import { addDays } from '../../format/moments.ts'

interface Dinner {
  readonly date: string
  readonly partySize: number
}

export interface Day {
  readonly date: string
  readonly dinners: number
  readonly guests: number
}

/** So many days from the first on, each with its dinners and guests; a day without any has 0. */
export function dinnersByDay(
  dinners: readonly Dinner[],
  { first, days }: { readonly first: string; readonly days: number },
): readonly Day[] {
  return Array.from({ length: days }, (_, index) => {
    const date = addDays(first, index)
    const ofDay = dinners.filter((dinner) => dinner.date === date)
    const guests = ofDay.reduce((sum, { partySize }) => sum + partySize, 0)
    return { date, dinners: ofDay.length, guests }
  })
}

/** Those of the first so many days together. */
export function sumOf(days: readonly Day[], count: number): Pick<Day, 'dinners' | 'guests'> {
  return days
    .slice(0, count)
    .reduce(
      (sum, day) => ({ dinners: sum.dinners + day.dinners, guests: sum.guests + day.guests }),
      { dinners: 0, guests: 0 },
    )
}
