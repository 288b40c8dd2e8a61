import type { WaitlistState } from '../contract.ts'
import { problems } from '../problems.ts'

/** Which state of a wait may follow which. `passed`: the offer ran out or was declined. */
export const waitlistStatesAfter = {
  waiting: ['offered', 'left', 'expired'],
  offered: ['booked', 'passed', 'left'],
  // Money may come late, when the time is still free.
  passed: ['booked'],
  booked: [],
  left: [],
  expired: [],
} as const satisfies Record<WaitlistState, readonly WaitlistState[]>

export function canMoveOn(from: WaitlistState, to: WaitlistState): boolean {
  return waitlistStatesAfter[from].some((state) => state === to)
}

/** `entry` in its next state and version. Throws `bookings.waitIsOver` for a pair not allowed. */
export function moveOn<E extends Waiting>(entry: E, to: WaitlistState, at: Date): E {
  if (!canMoveOn(entry.state, to)) throw problems.waitIsOver({ from: entry.state, to })
  return { ...entry, state: to, version: entry.version + 1, changedAt: at }
}

interface Waiting {
  readonly state: WaitlistState
  readonly version: number
  readonly changedAt: Date
}
