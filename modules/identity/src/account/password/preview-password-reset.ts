import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { accountRoutes } from '../../contract/account-routes.ts'
import { organisationProblems } from '../../organisation-problems.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { findOneTimeValue } from '../one-time-values.ts'

type PreviewRoute = (typeof accountRoutes)['previewPasswordReset']

/** Until when a mailed link works; uses nothing up. Throws `identity.linkUsed` for any other token. */
export async function previewPasswordReset(
  ctx: IdentityContext,
  { body }: RouteInput<PreviewRoute>,
  { auth }: { readonly auth: Pick<IdentityParts['auth'], 'resetIdentifier'> },
): Promise<RouteOutput<PreviewRoute>> {
  const identifier = auth.resetIdentifier(body.token)
  const found = await findOneTimeValue(ctx.kysely, { identifier, now: ctx.now() })
  if (!found) throw organisationProblems.linkUsed()
  return { expiresAt: found.expiresAt.toISOString() }
}
