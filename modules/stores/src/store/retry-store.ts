import type { RouteInput } from '@holdfast/kernel/contract'
import type { Desired, OperationKind, StoreAccepted, storeRoutes } from '../contract.ts'
import type { StoresContext } from '../parts.ts'
import { askFor, type Found } from './ask-for.ts'
import { isOpen } from './possible-actions.ts'

/** Tries again what failed. Asked again while that is being tried, it is the same try. */
export async function retryStore(
  ctx: StoresContext,
  { params }: RouteInput<(typeof storeRoutes)['retryStore']>,
): Promise<StoreAccepted> {
  ctx.permit('stores.change')
  return askFor(ctx, {
    storeId: params.id,
    action: 'retry',
    isAsked: isBeingTried,
    wishOf(found) {
      const kind = kindToTry(found)
      const desired = desiredBy[kind]
      const message = 'It was asked to try again.'
      return { event: 'retry', kind, message, wanted: { desired }, data: { kind } }
    },
  })
}

function isBeingTried({ store, newest }: Found): boolean {
  const hasFailed = store.phase === 'failed' || store.phase === 'delete_blocked'
  return hasFailed && isOpen(newest) && newest.kind === kindToTry({ store, newest })
}

type Retried = Extract<OperationKind, 'create' | 'update' | 'suspend' | 'resume' | 'delete'>

const desiredBy: Readonly<Record<Retried, Desired>> = {
  create: 'running',
  update: 'running',
  suspend: 'suspended',
  resume: 'running',
  delete: 'deleted',
}

/** A store that was never ready is made anew; a repair that failed applies everything again. */
function kindToTry({ store, newest }: Found): Retried {
  if (store.desired === 'deleted') return 'delete'
  if (store.ready_at === null) return 'create'
  return newest.kind === 'suspend' || newest.kind === 'resume' ? newest.kind : 'update'
}
