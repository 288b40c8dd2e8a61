import { Temporal } from 'temporal-polyfill'

/** Zones whose clocks change in different ways: by night, at midnight, by half an hour. */
export const transitionZones = [
  'America/New_York',
  'America/Los_Angeles',
  'Europe/Berlin',
  'Europe/London',
  'Africa/Cairo',
  'Australia/Lord_Howe',
] as const

/** The days of 2024 to 2028 that touch a change of the clocks, in a zone. */
export function transitionDays(zone: string): readonly string[] {
  const days: string[] = []
  let at = Temporal.PlainDate.from('2024-01-01').toZonedDateTime(zone)
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (next === null || next.year > 2028) return days
    days.push(next.subtract({ seconds: 1 }).toPlainDate().toString())
    at = next
  }
}
