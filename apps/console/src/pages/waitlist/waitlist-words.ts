import type { WaitlistRow, WaitlistState } from '@holdfast/bookings/contract'
import { formatTimeIn } from '../../format/moments.ts'
import type { Tone } from '../../ui/badge.tsx'

interface StateWords {
  readonly label: string
  readonly tone: Tone
}

export const waitlistStateWords: Readonly<Record<WaitlistState, StateWords>> = {
  waiting: { label: 'Waiting', tone: 'neutral' },
  offered: { label: 'Offered', tone: 'ember' },
  booked: { label: 'Booked', tone: 'success' },
  passed: { label: 'Passed', tone: 'warning' },
  left: { label: 'Left', tone: 'neutral' },
  expired: { label: 'Nothing came free', tone: 'neutral' },
}

/** `6:00 PM` or `6:00 PM – 7:30 PM`, on the clocks of the station. */
export function startWords({ earliest, latest }: WaitlistRow): string {
  return earliest === latest ? clock(earliest) : `${clock(earliest)} – ${clock(latest)}`
}

/** `18:00` as the reader writes it: `6:00 PM`. */
export function clock(time: string): string {
  return formatTimeIn(`2000-01-01T${time}:00Z`, 'UTC')
}

/** `8 guests, 2 hours` */
export function sizeWords({ partySize, durationHours }: WaitlistRow): string {
  const guests = partySize === 1 ? '1 guest' : `${partySize} guests`
  return `${guests}, ${durationHours === 1 ? '1 hour' : `${durationHours} hours`}`
}
