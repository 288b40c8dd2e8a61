import { addDays, addMonths, monthOf, sameDayIn, weekdayOf } from './month-grid.ts'

export interface GridKey {
  readonly key: string
  readonly shiftKey?: boolean
}

/** Where a key of the calendar's keyboard pattern leads from a day; undefined for other keys. */
export function moveInGrid(from: string, pressed: GridKey, weekStart: number): string | undefined {
  const column = (weekdayOf(from) - weekStart + 7) % 7
  switch (pressed.key) {
    case 'ArrowLeft':
      return addDays(from, -1)
    case 'ArrowRight':
      return addDays(from, 1)
    case 'ArrowUp':
      return addDays(from, -7)
    case 'ArrowDown':
      return addDays(from, 7)
    case 'Home':
      return addDays(from, -column)
    case 'End':
      return addDays(from, 6 - column)
    case 'PageUp':
      return sameDayIn(addMonths(monthOf(from), pressed.shiftKey ? -12 : -1), from)
    case 'PageDown':
      return sameDayIn(addMonths(monthOf(from), pressed.shiftKey ? 12 : 1), from)
    default:
      return undefined
  }
}

/** The day itself, or the nearer end of the range when it lies outside. */
export function clampDate(date: string, range: { readonly min: string; readonly max: string }) {
  if (date < range.min) return range.min
  return date > range.max ? range.max : date
}
