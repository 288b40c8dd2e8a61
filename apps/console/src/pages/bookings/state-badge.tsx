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
import { Badge, type Tone } from '../../ui/badge.tsx'
import { classNames } from '../../ui/class-names.ts'
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

const toneText: Readonly<Record<Tone, string>> = {
  neutral: 'text-faint',
  success: 'text-success',
  warning: 'text-warning',
  danger: 'text-danger',
  info: 'text-info',
  ember: 'text-ember-text',
}

// What is as it should be needs no box in a list of many.
const quietTones: ReadonlySet<Tone> = new Set(['success', 'neutral'])

/** The same for a row among many: only what asks for attention stands out. */
export function StateInRow({ state }: { readonly state: BookingState }) {
  const { label, tone } = stateWords[state]
  if (!quietTones.has(tone)) return <StateBadge state={state} />
  const Icon = icons[state]
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-soft">
      <Icon className={classNames('size-4', toneText[tone])} aria-hidden />
      {label}
    </span>
  )
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
