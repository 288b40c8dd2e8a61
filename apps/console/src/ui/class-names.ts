import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

// The sizes of `theme.css`; what is not named here would be taken for colours.
const sizes = { text: ['12', '14', '16', '20', '25', '31'] }
const merge = extendTailwindMerge({ extend: { classGroups: { 'font-size': [sizes] } } })

/** Joins class names; of two that set the same property the later one stays. */
export function classNames(...values: readonly ClassValue[]): string {
  return merge(clsx(values))
}
