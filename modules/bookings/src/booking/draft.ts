import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import { requirePhone } from '../customer/contact.ts'
import { holdEndsAt } from '../policies/hold.ts'
import type { BookingsContext } from '../parts.ts'
import { judgeStart, type TimeSought } from '../slots/judge-start.ts'
import type { Station } from '../station/station.ts'
import { withTravel } from '../travel/travel.ts'
import type { Booking } from './booking.ts'
import type { PrivateDetails } from './private-details.ts'
import type { Terms } from './terms.ts'

export type CreateBookingBody = RouteInput<(typeof bookingRoutes)['createBooking']>['body']

/** Everything about a new booking that can be said before anybody holds a resource for it. */
export interface Draft extends Omit<Booking, 'customerId' | 'reference'>, TimeSought {
  readonly details: PrivateDetails
}

/**
 * A draft by the station's rules, on the terms given. Throws the problem of the first rule that
 * refuses it.
 */
export function draftBooking(
  ctx: Pick<BookingsContext, 'ids' | 'now'>,
  { station, terms }: { readonly station: Station; readonly terms: Terms },
  body: CreateBookingBody,
): Draft {
  const phone = requirePhone(body.contact.phone)
  const now = ctx.now()
  const sought = judgeStart(withTravel(station, terms.travel), body, now)
  return {
    ...sought,
    ...terms,
    ...firstState(station, { ...sought, ...terms }, now),
    id: ctx.ids(),
    organisationId: station.organisationId,
    stationId: station.id,
    stationName: station.name,
    name: body.contact.name,
    timeZone: station.timeZone,
    party: body.party,
    waitlistEntryId: null,
    policies: station.policies,
    reschedules: 0,
    rescheduleFees: 0,
    depositRefundable: true,
    depositSettledAt: null,
    createdAt: now,
    changedAt: now,
    version: 1,
    details: {
      contact: { email: body.contact.email, phone },
      venue: body.venue,
      allergens: body.allergens,
      specialRequests: body.specialRequests,
    },
  }
}

/** Where a deposit is asked the time is held for paying it; else nothing has to be waited for. */
function firstState(
  { policies, noticeHours }: Station,
  { startsAt, price }: TimeSought & Pick<Terms, 'price'>,
  now: Date,
): Pick<Booking, 'state' | 'holdExpiresAt'> {
  if (price.deposit.amount === 0) return { state: 'confirmed', holdExpiresAt: null }
  const asked = { now, createdAt: now, startsAt, noticeHours, policies }
  return { state: 'pending', holdExpiresAt: holdEndsAt('paying', asked) }
}
