import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { askForMail } from '../mails/ask-for-mail.ts'

type RequestRoute = (typeof accountRoutes)['requestPasswordReset']

/** Has a link for a new password mailed, if there is an account with this address. */
export async function requestPasswordReset(
  ctx: IdentityContext,
  { body }: RouteInput<RequestRoute>,
  { vault }: Pick<IdentityParts, 'vault'>,
): Promise<RouteOutput<RequestRoute>> {
  await askForMail(ctx, vault, { kind: 'passwordReset', email: body.email })
  return { text: 'If there is an account with this address, a link is on its way to it.' }
}
