/** A month as `2026-12`, a day as `2026-12-24`: calendar values without a zone. */
export interface GridDay {
  readonly date: string
  readonly dayOfMonth: number
}

/** The weeks of a month. A cell outside the month is empty. `weekStart`: 0 is Sunday. */
export function monthGrid(month: string, weekStart: number): readonly (GridDay | undefined)[][] {
  const days = daysOf(month)
  const lead = (weekdayOf(`${month}-01`) - weekStart + 7) % 7
  const cells: (GridDay | undefined)[] = [...Array.from({ length: lead }, () => undefined), ...days]
  while (cells.length % 7 !== 0) cells.push(undefined)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return atNoon(date).getUTCDay()
}

/** The day that is `count` days later; a negative count goes back. */
export function addDays(date: string, count: number): string {
  const moved = atNoon(date)
  moved.setUTCDate(moved.getUTCDate() + count)
  return moved.toISOString().slice(0, 10)
}

/** The month that is `count` months later. */
export function addMonths(month: string, count: number): string {
  const moved = atNoon(`${month}-01`)
  moved.setUTCMonth(moved.getUTCMonth() + count)
  return moved.toISOString().slice(0, 7)
}

/** The same day of another month, or its last day when it is shorter. */
export function sameDayIn(month: string, date: string): string {
  const last = daysOf(month).length
  const day = Math.min(Number(date.slice(8)), last)
  return `${month}-${String(day).padStart(2, '0')}`
}

export function monthOf(date: string): string {
  return date.slice(0, 7)
}

/** The calendar day at an instant, as the clocks of a zone show it. */
export function dateIn(timeZone: string, instant: Date): string {
  // Swedish writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant)
}

/** The day a week starts with in this locale; 0 is Sunday. */
export function firstWeekday(locale: string): number {
  const parsed: Intl.Locale & LocaleWithWeek = new Intl.Locale(locale)
  const info = parsed.getWeekInfo?.() ?? parsed.weekInfo
  return (info?.firstDay ?? 7) % 7
}

// `weekInfo` became `getWeekInfo()`; some browsers have neither.
interface LocaleWithWeek {
  getWeekInfo?(): { firstDay: number }
  weekInfo?: { firstDay: number }
}

function daysOf(month: string): GridDay[] {
  const end = atNoon(`${addMonths(month, 1)}-01`)
  end.setUTCDate(0)
  return Array.from({ length: end.getUTCDate() }, (_, index) => ({
    date: `${month}-${String(index + 1).padStart(2, '0')}`,
    dayOfMonth: index + 1,
  }))
}

function atNoon(date: string): Date {
  return new Date(`${date}T12:00:00Z`)
}
