import type { OperationKind, OperationState, Phase, StoreAction } from '../contract.ts'
import type { StoreRecord } from './store-queries.ts'

/** What its owner may ask for in each phase, while nothing else is asked for. */
const inPhase: Readonly<Record<Phase, readonly StoreAction[]>> = {
  requested: ['cancel', 'delete'],
  queued: ['cancel', 'delete'],
  provisioning: ['cancel', 'delete'],
  verifying: ['cancel', 'delete'],
  ready: ['change', 'suspend', 'delete'],
  updating: ['delete'],
  suspending: ['delete'],
  suspended: ['resume', 'delete'],
  resuming: ['delete'],
  degraded: ['change', 'suspend', 'delete'],
  failed: ['retry', 'delete'],
  deleting: [],
  delete_blocked: ['retry'],
  deleted: [],
}

/** What does not have to be over before something else is asked for. */
const givesWay: ReadonlySet<OperationKind> = new Set(['create', 'repair'])

export interface Standing {
  readonly store: Pick<StoreRecord, 'phase' | 'desired' | 'ready_at'>
  readonly newest: { readonly kind: OperationKind; readonly state: OperationState } | undefined
}

/** What its owner may ask for now. Deleting is always possible, until it has been asked for. */
export function possibleActions({ store, newest }: Standing): readonly StoreAction[] {
  const { phase, desired, ready_at } = store
  if (newest && isOpen(newest) && !givesWay.has(newest.kind)) {
    return desired === 'deleted' ? [] : ['delete']
  }
  // An upgrade that failed is mended by another version, too.
  if (phase === 'failed' && ready_at !== null) return [...inPhase.failed, 'change']
  return inPhase[phase]
}

export function isOpen({ state }: { readonly state: OperationState }): boolean {
  return state === 'queued' || state === 'running'
}
