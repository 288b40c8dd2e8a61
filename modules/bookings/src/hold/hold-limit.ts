import { withAdvisoryLock } from '@holdfast/kernel/postgres'
import { emailIndexes, phoneIndexes, venueIndexes } from '../customer/contact.ts'
import type { Draft } from '../booking/draft.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { countOpenHolds, type HoldTraces, type OpenHolds } from './hold-store.ts'

/** So that nobody blocks the calendar with times that they never pay for. */
export const mostOpenHolds = 2

/**
 * How many open holds this contact, by e-mail or phone, and this venue have. The venue stands for
 * the address: those that requests come from are shared by whole offices and limited as requests
 * already. Two at once for one of them wait in line.
 */
export async function seeOpenHolds(
  tx: BookingsTransaction,
  draft: Pick<Draft, 'organisationId' | 'createdAt' | 'details'>,
  vault: BookingsParts['vault'],
): Promise<OpenHolds> {
  const traces = tracesOf(draft, vault)
  // Sent together, so nothing that is sent later is locked before: two could wait for each other.
  const lines = placesInLine(traces).map((key) => withAdvisoryLock(tx, key))
  const [open] = await Promise.all([countOpenHolds(tx.kysely, traces, 'asked'), ...lines])
  return open
}

/** Throws `bookings.tooManyHolds` for whom this would be the third. */
export function assertHoldsLeft(open: OpenHolds): void {
  if (!mayHoldAnother(open)) throw problems.tooManyHolds({ ...open })
}

/**
 * Whether this contact and this venue have fewer than two open offers: who waits under many
 * addresses does not keep what becomes free from all others.
 */
export async function mayBeOffered(
  tx: BookingsTransaction,
  draft: Pick<Draft, 'organisationId' | 'createdAt' | 'details'>,
  vault: BookingsParts['vault'],
): Promise<boolean> {
  const open = await countOpenHolds(tx.kysely, tracesOf(draft, vault), 'offered')
  return mayHoldAnother(open)
}

function mayHoldAnother({ ofContact, ofVenue }: OpenHolds): boolean {
  return Math.max(ofContact, ofVenue) < mostOpenHolds
}

/** By what the holds of the same people or place are found. */
export function tracesOf(
  { organisationId, createdAt, details }: Pick<Draft, 'organisationId' | 'createdAt' | 'details'>,
  vault: BookingsParts['vault'],
): HoldTraces {
  return {
    organisationId,
    now: createdAt,
    emails: emailIndexes(vault, details.contact.email),
    phones: phoneIndexes(vault, details.contact.phone),
    venues: venueIndexes(vault, details.venue),
  }
}

// Always in the same order, so that two of them can not wait for each other.
function placesInLine(traces: HoldTraces): readonly string[] {
  const first = [traces.emails, traces.phones, traces.venues].flatMap((of) => of.slice(0, 1))
  const keys = first.map((index) => index.toString('base64url')).toSorted()
  return keys.map((key) => `bookings.hold:${traces.organisationId}:${key}`)
}
