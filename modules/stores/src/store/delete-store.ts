import type { RouteInput } from '@holdfast/kernel/contract'
import type { StoreAccepted, storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { askFor, type Found } from './ask-for.ts'

/** Deletes a store in whatever phase it is; asked again it is the same deletion. */
export async function deleteStore(
  ctx: StoresContext,
  { params }: RouteInput<(typeof storeRoutes)['deleteStore']>,
): Promise<StoreAccepted> {
  ctx.permit('stores.delete')
  return askFor(ctx, {
    storeId: params.id,
    action: 'delete',
    isAsked: ({ store }: Found) => store.desired === 'deleted',
    wishOf: () => ({
      event: 'delete',
      kind: 'delete',
      message: 'Its deletion was asked for.',
      wanted: { desired: 'deleted' },
    }),
  })
}
