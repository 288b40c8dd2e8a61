import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import { requirePhone } from '../customer/contact.ts'
import type { BookingsContext } from '../parts.ts'
import { priceOf } from '../price/price.ts'
import { problems } from '../problems.ts'
import { openDay } from '../slots/opening.ts'
import type { Station } from '../station/station.ts'
import { minutesOf } from '../time/local-time.ts'
import type { Booking } from './booking.ts'
import type { PrivateDetails } from './private-details.ts'

export type CreateBookingBody = RouteInput<(typeof bookingRoutes)['createBooking']>['body']

/** Everything about a new booking that can be said before anybody holds a resource for it. */
export interface Draft extends Omit<Booking, 'customerId' | 'reference'> {
  readonly station: Station
  readonly details: PrivateDetails
}

/** A draft by the station's rules. Throws the problem of the first rule that refuses it. */
export function draftBooking(
  ctx: Pick<BookingsContext, 'ids' | 'now'>,
  station: Station,
  body: CreateBookingBody,
): Draft {
  const phone = requirePhone(body.contact.phone)
  const now = ctx.now()
  const { startsAtMs, endsAtMs, notices } = judgeStart(station, body, now)
  return {
    id: ctx.ids(),
    organisationId: station.organisationId,
    station,
    stationId: station.id,
    stationName: station.name,
    name: body.contact.name,
    // Nothing has to be paid yet, so nothing has to be waited for.
    state: 'confirmed',
    startsAt: new Date(startsAtMs),
    endsAt: new Date(endsAtMs),
    date: body.startsAt.date,
    time: body.startsAt.time,
    timeZone: station.timeZone,
    durationHours: body.durationHours,
    party: body.party,
    price: priceOf(station.prices, body.party),
    notices,
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

function judgeStart(station: Station, body: CreateBookingBody, now: Date) {
  const judgement = openDay(station, body.startsAt.date).judge({
    minutes: minutesOf(body.startsAt.time),
    durationHours: body.durationHours,
    nowMs: now.getTime(),
  })
  if (judgement.kind === 'open') return judgement
  const problem = problems[judgement.kind]
  const text = problem.definition.say
  throw problem(
    { stationId: station.id, date: body.startsAt.date, time: body.startsAt.time },
    { errors: [{ path: 'startsAt', code: judgement.kind, text }] },
  )
}
