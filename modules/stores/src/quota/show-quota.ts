import type { Quota } from '../contract.ts'
import type { StoresContext, StoresParts } from '../parts.ts'
import { quotaOf } from './quota.ts'

/** How many stores the caller's organisation has, and may have. */
export async function showQuota(
  ctx: StoresContext,
  _input: unknown,
  { usualQuota }: Pick<StoresParts, 'usualQuota'>,
): Promise<Quota> {
  ctx.permit('stores.read')
  return quotaOf(ctx.kysely, ctx.organisationId, usualQuota)
}
