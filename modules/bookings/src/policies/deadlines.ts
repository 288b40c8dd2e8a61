import { addDays, startOfDayMs } from '../time/local-time.ts'
import type { Policies } from '../contract.ts'

/** The parts of a booking that its deadlines follow from. */
export interface Dated {
  readonly startsAt: Date
  /** The calendar day and zone of the station. */
  readonly date: string
  readonly timeZone: string
  readonly policies: Policies
}

const hourMs = 3_600_000

/**
 * The first instant at which the deposit is no longer given back: the end, on the station's
 * clocks, of the calendar day that lies `refundDays` before the evening.
 */
export function refundEndsAt({
  date,
  timeZone,
  policies,
}: Pick<Dated, 'date' | 'timeZone' | 'policies'>): Date {
  return new Date(startOfDayMs(addDays(date, 1 - policies.refundDays), timeZone))
}

/** The last instant at which the first changes of date are free. */
export function freeRescheduleUntil({ startsAt, policies }: Dated): Date {
  return hoursBefore(startsAt, policies.rescheduleNoticeHours)
}

/** The last instant at which guests can change how many they are, and where. */
export function guestCountUntil({ startsAt, policies }: Dated): Date {
  return hoursBefore(startsAt, policies.guestCountHours)
}

/** The last instant at which guests can change what they wish and must not eat. */
export function menuUntil({ startsAt, policies }: Dated): Date {
  return hoursBefore(startsAt, policies.menuHours)
}

function hoursBefore(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * hourMs)
}
