import type { IdentityContext } from '../parts.ts'
import { insertOrganisation } from './organisation-store.ts'

/**
 * Makes the organisation of `ctx` when it is not there yet; does nothing otherwise, also when
 * it was renamed since. For whoever runs the machine: no route calls it.
 */
export async function foundOrganisation(
  ctx: IdentityContext,
  { name }: { readonly name: string },
): Promise<void> {
  ctx.permit('organisations.found')
  const { organisationId: id } = ctx
  await ctx.transaction(async (tx) => {
    const isNew = await insertOrganisation(tx.kysely, { id, name, createdAt: ctx.now() })
    if (isNew) await tx.emit('organisation.founded', { organisationId: id }, id)
  })
}
