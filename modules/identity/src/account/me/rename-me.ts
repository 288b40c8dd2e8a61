import type { RouteInput } from '@holdfast/kernel/contract'
import { requirePerson } from '@holdfast/kernel/module'
import type { Person } from '../../contract/account.ts'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext } from '../../parts.ts'
import { findPerson, savePersonName } from '../person-store.ts'
import { personOnWire } from './person-on-wire.ts'

/** Changes the caller's own name. */
export async function renameMe(
  ctx: IdentityContext,
  { body }: RouteInput<(typeof accountRoutes)['renameMe']>,
): Promise<Person> {
  requirePerson(ctx.actor)
  const { id } = ctx.actor
  return ctx.transaction(async (tx) => {
    await savePersonName(tx.kysely, { id, name: body.name, changedAt: ctx.now() })
    await tx.emit('person.renamed', { personId: id }, id)
    return personOnWire(await findPerson(tx.kysely, id))
  })
}
