import type { RouteOutput } from '@holdfast/kernel/contract'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext } from '../../parts.ts'
import { showMe } from './show-me.ts'

/** `showMe` for somebody who may be nobody: machines and holders of links are nobody here too. */
export async function showVisitor(
  ctx: IdentityContext,
): Promise<RouteOutput<(typeof accountRoutes)['showVisitor']>> {
  return ctx.actor.kind === 'person' ? { me: await showMe(ctx) } : {}
}
