import type { Event, SubscriptionTransaction } from '@holdfast/kernel/events'
import type { BookingsParts } from './parts.ts'

export type Follow = (
  event: Event,
  tx: SubscriptionTransaction,
  parts: Pick<BookingsParts, 'clock'>,
) => Promise<unknown>

/** What follows from some events: jobs, in the transaction that moves on. */
export interface FollowUp {
  /** Permanent: the position is kept under it. */
  readonly name: string
  readonly types: readonly string[]
  readonly follow: Follow
}
