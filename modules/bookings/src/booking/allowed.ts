import { localTimeAt } from '../time/local-time.ts'
import { guestCountUntil, menuUntil } from '../policies/deadlines.ts'
import { problems } from '../problems.ts'
import type { BookingAction, BookingState } from '../contract.ts'
import type { Booking } from './booking.ts'
import type { Onlooker, Viewer } from './onlooker.ts'
import { canMove } from './states.ts'

/** The rule that forbids something: what a verb throws and what the wire gives as the reason. */
export type Refusal = (typeof problems)[keyof typeof problems]

export interface Judging {
  readonly viewer: Viewer
  readonly now: Date
}

/** The parts of a booking that decide about its actions. */
export type Judged = Pick<Booking, 'state' | 'startsAt' | 'date' | 'timeZone' | 'policies'>

interface ActionRule {
  /** The right that it needs. */
  readonly permission: string
  /** The states in which it can be done. */
  from(state: BookingState): boolean
  /** What else forbids it. */
  refuses(booking: Judged, judging: Judging): Refusal | undefined
}

const goesTo = (to: BookingState) => (from: BookingState) => canMove(from, to)

/** What can be done with a booking, when, and with which right. */
export const actionRules: Readonly<Record<BookingAction, ActionRule>> = {
  change: {
    permission: 'bookings.change',
    from: (state) => state === 'pending' || state === 'confirmed',
    refuses: (booking, judging) =>
      begunForGuest(booking, judging) ?? afterForGuest(menuUntil(booking), judging),
  },
  reschedule: {
    permission: 'bookings.reschedule',
    from: (state) => state === 'confirmed',
    refuses: begunForGuest,
  },
  cancel: { permission: 'bookings.cancel', from: goesTo('cancelled'), refuses: begunForGuest },
  confirm: {
    permission: 'bookings.confirm',
    from: goesTo('confirmed'),
    refuses: ({ startsAt }, { now }) => (now >= startsAt ? problems.tooLate : undefined),
  },
  seat: { permission: 'bookings.serve', from: goesTo('seated'), refuses: beforeItsDay },
  complete: {
    permission: 'bookings.serve',
    from: goesTo('completed'),
    refuses: ({ startsAt }, { now }) => (now < startsAt ? problems.tooEarly : undefined),
  },
  noShow: {
    permission: 'bookings.serve',
    from: goesTo('no_show'),
    refuses: ({ startsAt }, { now }) => (now < startsAt ? problems.tooEarly : undefined),
  },
}

/** Why the rules forbid `action` now; undefined when they do not. */
export function refusalOf(
  action: BookingAction,
  booking: Judged,
  judging: Judging,
): Refusal | undefined {
  const rule = actionRules[action]
  return rule.from(booking.state) ? rule.refuses(booking, judging) : problems.wrongState
}

/** Throws the problem of the rule that forbids `action` now. */
export function assertAllowed(action: BookingAction, booking: Judged, judging: Judging): void {
  const refusal = refusalOf(action, booking, judging)
  if (refusal) throw refusal({ action, state: booking.state })
}

/** Why `onlooker` can not do `action`, in words for a person; undefined when they can. */
export function reasonAgainst(
  action: BookingAction,
  booking: Judged,
  onlooker: Onlooker,
): string | undefined {
  if (action === 'cancel' && booking.state === 'cancelled')
    return 'This booking is already cancelled.'
  const notYet = firstThings[action]?.[booking.state]
  if (notYet !== undefined) return notYet
  return (
    refusalOf(action, booking, onlooker)?.definition.say ??
    onlooker.refusal(actionRules[action].permission)
  )
}

const unconfirmed = 'It is not confirmed yet.'
const ended = 'The hold has ended. Confirm it first.'

/** What has to happen before, where a state only comes later: it can still change that way. */
const firstThings: Readonly<
  Partial<Record<BookingAction, Readonly<Partial<Record<BookingState, string>>>>>
> = {
  seat: { pending: unconfirmed, expired: ended },
  complete: {
    pending: unconfirmed,
    expired: ended,
    confirmed: 'The dinner has not begun yet.',
  },
  noShow: { pending: unconfirmed, expired: ended },
  reschedule: { pending: unconfirmed, expired: ended },
}

function begunForGuest({ startsAt }: Judged, { viewer, now }: Judging): Refusal | undefined {
  return viewer === 'guest' && now >= startsAt ? problems.tooLate : undefined
}

function afterForGuest(until: Date, { viewer, now }: Judging): Refusal | undefined {
  return viewer === 'guest' && now > until ? problems.tooLateToChange : undefined
}

function beforeItsDay({ date, timeZone }: Judged, { now }: Judging): Refusal | undefined {
  return localTimeAt(now.getTime(), timeZone).date < date ? problems.tooEarly : undefined
}

/** Throws `bookings.tooLateToChange` for a guest who changes how many they are, or where. */
export function assertGuestCountOpen(booking: Judged, judging: Judging): void {
  const refusal = afterForGuest(guestCountUntil(booking), judging)
  if (refusal) throw refusal({ until: guestCountUntil(booking).toISOString() })
}
