import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { askForMail } from '../mails/ask-for-mail.ts'

type RequestRoute = (typeof accountRoutes)['requestEmailVerification']

/** Has a link to confirm an address mailed, if there is an account that waits for it. */
export async function requestEmailVerification(
  ctx: IdentityContext,
  { body }: RouteInput<RequestRoute>,
  { vault }: Pick<IdentityParts, 'vault'>,
): Promise<RouteOutput<RequestRoute>> {
  await askForMail(ctx, vault, { kind: 'emailVerification', email: body.email })
  return { text: 'If this address waits to be confirmed, a link is on its way to it.' }
}
