import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, Quote } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { quoteOnWire } from './quote-on-wire.ts'
import { findQuote } from './quote-store.ts'

/** A quote as it was given, also when it has run out. Throws `bookings.unknownQuote`. */
export async function showQuote(
  ctx: BookingsContext,
  { params }: RouteInput<(typeof bookingRoutes)['showQuote']>,
): Promise<Quote> {
  const quote = await findQuote(ctx.kysely, ctx.actor, params.id)
  if (!quote) throw problems.unknownQuote({ quoteId: params.id })
  return quoteOnWire(quote)
}
