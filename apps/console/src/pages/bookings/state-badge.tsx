import type { BookingState } from '@holdfast/bookings/contract'
import {
  CalendarX2,
  Check,
  CheckCheck,
  Flame,
  Hourglass,
  TimerOff,
  UserX,
  type LucideIcon,
} from 'lucide-react'
import { Badge } from '../../ui/badge.tsx'
import { stateWords } from './booking-words.ts'

const icons: Readonly<Record<BookingState, LucideIcon>> = {
  pending: Hourglass,
  confirmed: Check,
  seated: Flame,
  completed: CheckCheck,
  cancelled: CalendarX2,
  expired: TimerOff,
  no_show: UserX,
}

/** The state of a booking as a word, with a drawing and a tone beside it. */
export function StateBadge({ state }: { readonly state: BookingState }) {
  const { label, tone } = stateWords[state]
  const Icon = icons[state]
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  )
}
