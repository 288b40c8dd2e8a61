import { databaseError } from '@holdfast/kernel/postgres'
import { problems } from './problems.ts'

/** What the refusal of each constraint means to the caller. */
const byConstraint = {
  allocation_overlap: problems.slotTaken,
  booking_customer_overlap: problems.overlap,
  booking_state_change: problems.wrongState,
  booking_allocations: problems.wrongState,
  station_hours: problems.badHours,
  station_name: problems.nameTaken,
  resource_name: problems.nameTaken,
  time_off_span: problems.badTimeOff,
} as const

type Constraint = keyof typeof byConstraint

/**
 * The problem that a refusal by the database is, whether a statement met it or the end of the
 * transaction did. Every other error stays itself.
 */
export function asBookingsProblem(error: unknown): unknown {
  const constraint = databaseError(error)?.constraint
  return isKnown(constraint) ? byConstraint[constraint]({ constraint }, { cause: error }) : error
}

function isKnown(constraint: string | undefined): constraint is Constraint {
  return constraint !== undefined && Object.hasOwn(byConstraint, constraint)
}

/** A deadlock or a serialization failure that trying again has not cured. */
export function isConflictWithoutEnd(error: unknown): boolean {
  const code = databaseError(error)?.code
  return code === '40001' || code === '40P01'
}
