import { z } from 'zod'

const minutes = z.int().min(5).max(10_080)
const hours = z.int().min(0).max(720)

/** What a station agrees with its guests about paying, changing and cancelling. */
export const policies = z.strictObject({
  holdMinutes: minutes.meta({ description: 'How long a time is held for whoever pays by card.' }),
  processingHoldMinutes: minutes.meta({
    description: 'How long it is held on while a payment is being processed.',
  }),
  manualHoldHours: z.int().min(1).max(168).meta({
    description: 'How long for whoever pays by hand; never inside the notice.',
  }),
  offerHoldMinutes: minutes.meta({
    description: 'How long a time is held for who waited for it; never inside the notice.',
  }),
  refundDays: z.int().min(0).max(60).meta({
    description: 'The deposit is given back up to so many calendar days before.',
  }),
  freeReschedules: z.int().min(0).max(10),
  rescheduleNoticeHours: hours.meta({ description: 'A free change is made so long before.' }),
  rescheduleFee: z.int().min(0).max(100_000_000).meta({
    description: 'For every other change of date, in the smallest unit of the currency.',
  }),
  guestCountHours: hours.meta({ description: 'Guests and address are final so long before.' }),
  menuHours: hours.meta({ description: 'Wishes and allergens are final so long before.' }),
})
export type Policies = z.output<typeof policies>

/** What a station agrees unless told otherwise; the fee in whole units of its currency. */
export const usualPolicies = {
  holdMinutes: 15,
  processingHoldMinutes: 60,
  manualHoldHours: 24,
  offerHoldMinutes: 120,
  refundDays: 4,
  freeReschedules: 1,
  rescheduleNoticeHours: 24,
  rescheduleFee: 50,
  guestCountHours: 24,
  menuHours: 12,
} as const satisfies Policies
