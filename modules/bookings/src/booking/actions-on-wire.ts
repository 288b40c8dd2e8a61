import type { Money } from '@holdfast/kernel/contract'
import { bookingActions, type ActionState, type BookingAction } from '../contract.ts'
import type { Deposit } from '../deposit/deposits.ts'
import { freeRescheduleUntil, menuUntil } from '../policies/deadlines.ts'
import { refundOf } from '../policies/refund.ts'
import { rescheduleFeeOf } from '../policies/reschedule-fee.ts'
import { reasonAgainst } from './allowed.ts'
import type { Booking } from './booking.ts'
import type { Onlooker } from './onlooker.ts'

/** Every action with whether it can be done, why not, and what follows from it. */
export function actionsOf(
  booking: Booking,
  deposit: Deposit | undefined,
  onlooker: Onlooker,
): Record<BookingAction, ActionState> {
  const entries = bookingActions.map((action) => {
    const reason = reasonAgainst(action, booking, onlooker)
    const state: ActionState =
      reason === undefined
        ? { allowed: true, ...consequences(action, { booking, deposit, onlooker }) }
        : { allowed: false, reason }
    return [action, state] as const
  })
  return Object.fromEntries(entries) as Record<BookingAction, ActionState> // one for each of them
}

interface Given {
  readonly booking: Booking
  readonly deposit: Deposit | undefined
  readonly onlooker: Onlooker
}

function consequences(action: BookingAction, given: Given): Omit<ActionState, 'allowed'> {
  if (action === 'cancel') return ofCancelling(given)
  if (action === 'reschedule') return ofRescheduling(given)
  return action === 'change' ? { until: menuUntil(given.booking).toISOString() } : {}
}

function ofCancelling({
  booking,
  deposit,
  onlooker: { now },
}: Given): Omit<ActionState, 'allowed'> {
  if (!deposit) return {}
  const { rule, refund, kept, endsAt } = refundOf(booking, deposit, { now })
  return { refund, kept, ...(rule === 'inTime' ? { until: endsAt.toISOString() } : {}) }
}

function ofRescheduling({ booking, onlooker: { now } }: Given): Omit<ActionState, 'allowed'> {
  const amount = rescheduleFeeOf(booking, now)
  const fee: Money = { ...booking.price.total, amount }
  return { fee, ...(amount === 0 ? { until: freeRescheduleUntil(booking).toISOString() } : {}) }
}
