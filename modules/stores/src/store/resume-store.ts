import type { RouteInput } from '@holdfast/kernel/contract'
import type { StoreAccepted, storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { askFor, type Found } from './ask-for.ts'
import { isOpen } from './possible-actions.ts'

/** Opens a suspended store. Asked again before it is done, it is the same. */
export async function resumeStore(
  ctx: StoresContext,
  { params }: RouteInput<(typeof storeRoutes)['resumeStore']>,
): Promise<StoreAccepted> {
  ctx.permit('stores.change')
  return askFor(ctx, {
    storeId: params.id,
    action: 'resume',
    isAsked: ({ newest }: Found) => newest.kind === 'resume' && isOpen(newest),
    wishOf: () => ({
      event: 'resume',
      kind: 'resume',
      message: 'It was asked to open the store again.',
      wanted: { desired: 'running' },
    }),
  })
}
