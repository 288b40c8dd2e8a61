import type { DayState } from '../api/times.ts'

/** Up to four days that can be booked, the nearest to `date` chosen, in calendar order. */
export function nearestOpenDays(
  days: readonly { readonly date: string; readonly state: DayState }[],
  date: string,
): readonly string[] {
  return days
    .filter((day) => day.date !== date && (day.state === 'free' || day.state === 'few'))
    .map((day) => day.date)
    .sort((one, other) => distance(one, date) - distance(other, date))
    .slice(0, 4)
    .sort()
}

function distance(one: string, other: string): number {
  return Math.abs(Date.parse(one) - Date.parse(other))
}
