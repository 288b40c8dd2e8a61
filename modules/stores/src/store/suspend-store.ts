import type { RouteInput } from '@holdfast/kernel/contract'
import type { StoreAccepted, storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { askFor, type Found } from './ask-for.ts'
import { isOpen } from './possible-actions.ts'

/** Closes a store for a while. Asked again before it is done, it is the same. */
export async function suspendStore(
  ctx: StoresContext,
  { params }: RouteInput<(typeof storeRoutes)['suspendStore']>,
): Promise<StoreAccepted> {
  ctx.permit('stores.change')
  return askFor(ctx, {
    storeId: params.id,
    action: 'suspend',
    isAsked: ({ newest }: Found) => newest.kind === 'suspend' && isOpen(newest),
    wishOf: () => ({
      event: 'suspend',
      kind: 'suspend',
      message: 'It was asked to close the store for a while.',
      wanted: { desired: 'suspended' },
    }),
  })
}
