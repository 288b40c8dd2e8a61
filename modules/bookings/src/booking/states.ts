import type { BookingState } from '../contract.ts'
import { problems } from '../problems.ts'

/**
 * Which state may follow which. The table `bookings.state_change` holds the same pairs and a
 * trigger refuses all others; a test compares the two.
 */
export const statesAfter = {
  pending: ['confirmed', 'cancelled', 'expired'],
  confirmed: ['seated', 'cancelled', 'no_show'],
  seated: ['completed'],
  completed: [],
  cancelled: [],
  expired: ['confirmed'],
  no_show: [],
} as const satisfies Record<BookingState, readonly BookingState[]>

/** The states in which a booking holds its resources. */
export const activeStates = ['pending', 'confirmed', 'seated'] as const

export function canMove(from: BookingState, to: BookingState): boolean {
  return statesAfter[from].some((state) => state === to)
}

/** The parts of a booking that a change touches. */
export interface Changing {
  readonly state: BookingState
  readonly version: number
  readonly changedAt: Date
  readonly holdExpiresAt: Date | null
}

/**
 * `booking` in its next state and version, without a hold: no state leads to `pending`. Throws
 * `bookings.wrongState` for a pair not allowed.
 */
export function move<B extends Changing>(booking: B, to: BookingState, at: Date): B {
  if (!canMove(booking.state, to)) throw problems.wrongState({ from: booking.state, to })
  return { ...nextVersion(booking, at), state: to, holdExpiresAt: null }
}

/** `booking` one version further, for a change that leaves the state as it is. */
export function nextVersion<B extends Changing>(booking: B, at: Date): B {
  return { ...booking, version: booking.version + 1, changedAt: at }
}
