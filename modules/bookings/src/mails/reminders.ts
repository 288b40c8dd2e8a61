import type { Booking } from '../booking/booking.ts'

/** How long before an evening its guests are reminded. */
export const reminderHours = [72, 24] as const

const hourMs = 3_600_000

/** True when the next reminder is due as well, so that this one would say the same again. */
export function isOvertaken(
  { startsAt }: Pick<Booking, 'startsAt'>,
  hours: number,
  now: Date,
): boolean {
  const nearer = reminderHours.filter((one) => one < hours)
  return nearer.some((one) => startsAt.getTime() - one * hourMs <= now.getTime())
}

/** The reminders of a booking that still lie ahead. */
export function remindersOf(
  { startsAt }: Pick<Booking, 'startsAt'>,
  now: Date,
): readonly { readonly hours: number; readonly at: Date }[] {
  return reminderHours
    .map((hours) => ({ hours, at: new Date(startsAt.getTime() - hours * hourMs) }))
    .filter(({ at }) => at > now)
}
