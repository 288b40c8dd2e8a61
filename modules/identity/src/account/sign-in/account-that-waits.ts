import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { findOneTimeValue } from '../one-time-values.ts'

interface Shown {
  readonly headers: { readonly cookie?: string | undefined }
}

/**
 * The person whose sign-in waits for a code in this browser. Their tries are counted together,
 * from however many addresses and over however many sign-ins they come.
 */
export async function accountThatWaits(
  ctx: IdentityContext,
  { headers }: Shown,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<string | undefined> {
  const identifier = auth.readWaitingSignIn(headers.cookie)
  if (identifier === undefined) return undefined
  const waiting = await findOneTimeValue(ctx.kysely, { identifier, now: ctx.now() })
  return waiting?.personId
}
