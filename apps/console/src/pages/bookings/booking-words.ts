import type { BookingRow, BookingState } from '@holdfast/bookings/contract'
import { listed } from '../../data/permissions.ts'
import type { Tone } from '../../ui/badge.tsx'

interface StateWords {
  readonly label: string
  readonly tone: Tone
  /** What it means, for who is new. */
  readonly meaning: string
}

export const stateWords: Readonly<Record<BookingState, StateWords>> = {
  pending: {
    label: 'On hold',
    tone: 'warning',
    meaning: 'The time is kept for the guest and not yet certain.',
  },
  confirmed: { label: 'Confirmed', tone: 'success', meaning: 'The dinner will take place.' },
  seated: { label: 'Under way', tone: 'info', meaning: 'The team is with the guests.' },
  completed: { label: 'Done', tone: 'neutral', meaning: 'The dinner is over.' },
  cancelled: { label: 'Cancelled', tone: 'neutral', meaning: 'The time is free for others again.' },
  expired: { label: 'Expired', tone: 'neutral', meaning: 'The hold ended without a confirmation.' },
  no_show: { label: 'No-show', tone: 'danger', meaning: 'The team came and met nobody.' },
}

/** Whether the dinner will not take place: such a row steps back. */
export function isOff(state: BookingState): boolean {
  return state === 'cancelled' || state === 'expired'
}

/** `12 adults, 2 children and 1 under six` */
export function partyWords({ adults, children, underSix }: BookingRow['party']): string {
  const parts = [
    counted(adults, 'adult', 'adults'),
    counted(children, 'child', 'children'),
    underSix > 0 ? `${underSix} under six` : '',
  ]
  return listed(parts.filter((part) => part !== ''))
}

export function counted(count: number, one: string, many: string): string {
  if (count === 0) return ''
  return `${count} ${count === 1 ? one : many}`
}
