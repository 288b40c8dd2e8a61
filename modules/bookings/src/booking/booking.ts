import type { BookingState, ChosenMenu, Party, Policies, Price, Travel } from '../contract.ts'

/** A booking without anything sealed. */
export interface Booking {
  readonly id: string
  readonly organisationId: string
  readonly customerId: string
  readonly stationId: string
  readonly stationName: string
  readonly reference: string
  /** Empty once the customer has been erased. */
  readonly name: string
  readonly state: BookingState
  readonly startsAt: Date
  readonly endsAt: Date
  /** What the clocks of `timeZone` show at the start, as it was booked. */
  readonly date: string
  readonly time: string
  readonly timeZone: string
  readonly durationHours: number
  readonly party: Party
  readonly price: Price
  /** The version of the station's offer that the price is by; null: the latest there is. */
  readonly offerVersion: number | null
  /** Null: nothing was chosen yet. */
  readonly menu: ChosenMenu | null
  /** Null where the station counts no distance. */
  readonly travel: Travel | null
  /** The quote whose price it has. */
  readonly quoteId: string | null
  /** Whose wait it ended, where the time was offered from the waitlist. */
  readonly waitlistEntryId: string | null
  readonly notices: readonly string[]
  /** What the station agreed when it was booked. */
  readonly policies: Policies
  /** When a pending booking lets go of its time; null in every other state. */
  readonly holdExpiresAt: Date | null
  readonly reschedules: number
  /** What changes of date have cost, in the currency's smallest unit; the price contains it. */
  readonly rescheduleFees: number
  /** False once the date was moved after the deadline for a refund. */
  readonly depositRefundable: boolean
  /** When a paid deposit was taken into account, or returned. */
  readonly depositSettledAt: Date | null
  readonly createdAt: Date
  readonly changedAt: Date
  readonly version: number
}

export function partySize(party: Party): number {
  return party.adults + party.children + party.underSix
}
