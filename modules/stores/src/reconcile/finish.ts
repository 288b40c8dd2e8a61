import { newId } from '@holdfast/kernel/ids'
import type { OperationKind, Phase } from '../contract/states.ts'
import { insertOperation } from '../operation/operation-queries.ts'
import { endOperation, startOperation } from '../operation/operation-changes.ts'
import { changePhase, orchestratorActor } from '../store/change-phase.ts'
import type { StoreRecord } from '../store/store-queries.ts'
import { keptOf } from './failure-policy.ts'
import type { ReconcileParts } from './parts.ts'
import type { Tx } from './record.ts'
import { goesBack, wayBack, type OpenOperation } from './view.ts'

/** What was wanted is reached; after an update that failed, what was there before. */
export async function finish(
  tx: Tx,
  { clock, metrics }: Pick<ReconcileParts, 'clock' | 'metrics'>,
  { store, operation, phase }: Finished,
): Promise<void> {
  const at = clock.now()
  const correlationId = operation.correlation_id
  const failure = goesBack(store) ? store.failure : null
  const { plan, version } = failure ? wayBack(store) : store
  const reached = {
    done_generation: store.generation,
    // What was wanted and failed is not wanted any more: it would be tried for ever.
    plan,
    version,
    leftovers: null,
    ...(phase === 'ready' ? { done_plan: plan, done_version: version } : {}),
    ...(phase === 'ready' && !store.ready_at ? { ready_at: at } : {}),
  }
  if (store.phase !== phase) {
    const back = {
      level: 'warning',
      message: 'The change failed. It is as it was before.',
    } as const
    await changePhase(tx, store, {
      ...(failure ? back : {}),
      ...(store.phase === 'degraded' ? { message: 'It answers again.' } : {}),
      phase,
      correlationId,
      at,
      set: reached,
    })
  } else {
    await tx.kysely.updateTable('stores.store').set(reached).where('id', '=', store.id).execute()
  }
  await endOperation(tx.kysely, operation.id, { failure: failure && keptOf(failure), at })
  if (failure) metrics.failed(failure)
}

interface Finished {
  readonly store: StoreRecord
  readonly operation: OpenOperation
  readonly phase: 'ready' | 'suspended'
}

/** An operation that nobody has asked for: repairs, and what is tried again by itself. */
export async function beginOwn(
  tx: Tx,
  { clock }: Pick<ReconcileParts, 'clock'>,
  { store, kind, withinMs }: { store: StoreRecord; kind: OperationKind; withinMs: number },
): Promise<string> {
  const at = clock.now()
  const correlationId = newId()
  await insertOperation(tx.kysely, {
    id: newId(),
    store_id: store.id,
    organisation_id: store.organisation_id,
    kind,
    state: 'queued',
    generation: store.generation,
    actor_id: orchestratorActor,
    correlation_id: correlationId,
    created_at: at,
  })
  await startOperation(tx.kysely, store.id, { withinMs, at })
  return correlationId
}

/** What is being done in a phase when nobody has said so. */
export function kindOfPhase(phase: Phase): OperationKind | undefined {
  return kinds[phase]
}

const kinds: Readonly<Partial<Record<Phase, OperationKind>>> = {
  provisioning: 'create',
  verifying: 'create',
  updating: 'update',
  suspending: 'suspend',
  resuming: 'resume',
  deleting: 'delete',
}
