import type { BookingAction, BookingDetail } from '@holdfast/bookings/contract'
import {
  CalendarCheck,
  CalendarClock,
  CalendarX2,
  CheckCheck,
  Flame,
  PenLine,
  UserX,
  type LucideIcon,
} from 'lucide-react'

interface Deed {
  readonly name: string
  readonly Icon: LucideIcon
  readonly keywords: readonly string[]
}

/** Everything that can be done with a booking, as its buttons and the palette say it. */
export const deeds: Readonly<Record<BookingAction, Deed>> = {
  confirm: { name: 'Confirm', Icon: CalendarCheck, keywords: ['deposit', 'accept'] },
  seat: { name: 'Begin dinner', Icon: Flame, keywords: ['seat', 'start', 'arrive'] },
  complete: { name: 'Dinner is over', Icon: CheckCheck, keywords: ['complete', 'done', 'finish'] },
  noShow: { name: 'Nobody was there', Icon: UserX, keywords: ['no-show', 'absent'] },
  reschedule: { name: 'Reschedule', Icon: CalendarClock, keywords: ['move', 'time', 'date'] },
  change: { name: 'Change', Icon: PenLine, keywords: ['guests', 'wishes', 'allergies', 'edit'] },
  cancel: { name: 'Cancel booking', Icon: CalendarX2, keywords: ['refund', 'call off'] },
}

const nextSteps: Readonly<Partial<Record<BookingDetail['state'], BookingAction>>> = {
  pending: 'confirm',
  expired: 'confirm',
  confirmed: 'seat',
  seated: 'complete',
}

/** What usually comes next for a booking; undefined once its evening is over or off. */
export function nextStepOf({ state }: Pick<BookingDetail, 'state'>): BookingAction | undefined {
  return nextSteps[state]
}

const steps = ['confirm', 'seat', 'complete', 'noShow'] as const

/** The other steps of an evening. */
export function otherStepsOf(booking: Pick<BookingDetail, 'state'>): readonly BookingAction[] {
  const next = nextStepOf(booking)
  return steps.filter((step) => step !== next)
}

/** Why it cannot be done now; undefined when it can. */
export function refusalOf(
  { actions }: Pick<BookingDetail, 'actions'>,
  action: BookingAction,
): string | undefined {
  const { allowed, reason } = actions[action]
  return allowed ? undefined : (reason ?? 'This cannot be done now.')
}
