import { guestName } from '../guest-name.ts'
import type { Refusal } from './cancel-each.ts'

interface RefusalListProps {
  readonly title: string
  readonly refusals: readonly Refusal[]
}

/** Which bookings stay as they are, each with why. */
export function RefusalList({ title, refusals }: RefusalListProps) {
  if (refusals.length === 0) return null
  return (
    <div className="mt-4">
      <p className="font-medium">{title}</p>
      <ul
        aria-label={title}
        // Longer than its place it scrolls, also by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="mt-1 max-h-40 overflow-y-auto rounded bg-sunk px-3 py-1.5"
      >
        {refusals.map(({ row, reason }) => (
          <li key={row.id} className="py-1">
            <span className="font-medium">{guestName(row)}</span>{' '}
            <span className="font-mono text-12 text-faint">{row.reference}</span>
            <span className="block text-soft">{reason}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
