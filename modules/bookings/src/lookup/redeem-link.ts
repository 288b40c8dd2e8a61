import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { hashToken } from '@holdfast/kernel/crypto'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { useAccessLink } from './access-link-store.ts'
import { issueAccessToken } from './access-token.ts'

type RedeemRoute = (typeof bookingRoutes)['redeemLink']

/** Exchanges a mailed token for access. Throws `bookings.linkUsed` for every other token. */
export async function redeemLink(
  ctx: BookingsContext,
  { body }: RouteInput<RedeemRoute>,
  { vault }: Pick<BookingsParts, 'vault'>,
): Promise<RouteOutput<RedeemRoute>> {
  const bookingId = await ctx.transaction((tx) =>
    useAccessLink(tx.kysely, {
      organisationId: ctx.organisationId,
      tokenHash: hashToken(body.token),
      at: ctx.now(),
    }),
  )
  if (bookingId === undefined) throw problems.linkUsed()
  const { token, expiresAt } = issueAccessToken(vault, bookingId, ctx.now())
  return { bookingId, accessToken: token, expiresAt: expiresAt.toISOString() }
}
