import type { RouteInput } from '@holdfast/kernel/contract'
import type { StoreAccepted, storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { askFor, type Found } from './ask-for.ts'

/** Stops the creation; what there is already goes. Asked again it is the same cancellation. */
export async function cancelStore(
  ctx: StoresContext,
  { params }: RouteInput<(typeof storeRoutes)['cancelStore']>,
): Promise<StoreAccepted> {
  ctx.permit('stores.change')
  return askFor(ctx, {
    storeId: params.id,
    action: 'cancel',
    isAsked: ({ store, newest }: Found) =>
      store.desired === 'cancelled' && newest.kind === 'cancel',
    wishOf: () => ({
      event: 'cancel',
      kind: 'cancel',
      message: 'It was asked to stop the creation.',
      wanted: { desired: 'cancelled' },
    }),
  })
}
