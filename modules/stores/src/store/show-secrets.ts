import type { RouteInput } from '@holdfast/kernel/contract'
import type { StoreSecrets, storeRoutes } from '../contract.ts'
import { appendStoreEvent } from '../event/append-store-event.ts'
import { secretsShown } from '../event/store-event-types.ts'
import type { StoresContext, StoresParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { openSecrets } from './shop-secrets.ts'
import { lockStore } from './store-queries.ts'

/**
 * How the administrator of a store signs in the first time. That somebody has looked is written
 * down before they see it. Throws `stores.noSecrets` before there are any, and once it is gone.
 */
export async function showStoreSecrets(
  ctx: StoresContext,
  { params }: RouteInput<(typeof storeRoutes)['showStoreSecrets']>,
  { vault }: Pick<StoresParts, 'vault'>,
): Promise<StoreSecrets> {
  ctx.permit('stores.secrets')
  return ctx.transaction(async (tx) => {
    const store = await lockStore(tx.kysely, ctx, params.id)
    if (!store.secrets || store.phase === 'deleted') throw problems.noSecrets({ id: store.id })
    const { adminEmail, adminPassword } = openSecrets(vault, store.id, store.secrets)
    await appendStoreEvent(tx.kysely, {
      storeId: store.id,
      type: secretsShown,
      message: 'Somebody looked at the administrator’s password.',
      correlationId: ctx.correlationId,
      actorId: ctx.actor.id,
      at: ctx.now(),
    })
    await tx.emit(secretsShown, { storeId: store.id }, store.id)
    return { adminUrl: store.admin_url, email: adminEmail, password: adminPassword }
  })
}
