import type { FailureClass, Phase } from '../contract/states.ts'
import { endOperation, extendOperation, slowlyMs } from '../operation/operation-changes.ts'
import { changePhase } from '../store/change-phase.ts'
import type { StoreRecord } from '../store/store-queries.ts'
import { keptOf, type Failure } from './failure-policy.ts'
import type { ReconcileParts } from './parts.ts'
import { letRest, lookAgain, tell, type Tx } from './record.ts'
import { goesBack, wayBack, type OpenOperation } from './view.ts'

/** The most of what a program printed that is kept with a failure. */
const outputBytes = 65_536

export const deadlinePassed: Failure = {
  class: 'timeout' satisfies FailureClass,
  code: 'deadlinePassed',
  message: 'It was not done in the time that it has in all.',
}

/**
 * What an operation wanted will not be: from here what it did is undone (a creation), goes back (an
 * update), or stays as it is and is said. Returns whether there is something to do at once.
 */
export async function failOperation(
  tx: Tx,
  { clock, times, metrics }: Pick<ReconcileParts, 'clock' | 'times' | 'metrics'>,
  { store, operation, failure }: Failing,
): Promise<boolean> {
  const at = clock.now()
  const about = { storeId: store.id, correlationId: operation.correlation_id, at }
  const { code, class: kind, message } = failure
  const data = { operationId: operation.id, kind: operation.kind, code, class: kind }
  await tell(tx, about, { type: 'operation.failed', level: 'error', message, data })
  if (failure.output) {
    const output = lastOf(failure.output)
    const printed = { type: 'operation.output', level: 'error', data: { output } } as const
    await tell(tx, about, { ...printed, message: 'This is what it printed last.' })
  }
  const next = nextOf(store)
  if (next === 'undo') {
    await keepFailure(tx, store.id, failure)
    await extendOperation(tx.kysely, operation.id, times.undoMs)
    return true
  }
  metrics.failed(failure)
  await endOperation(tx.kysely, operation.id, { failure: keptOf(failure), at })
  if (next === 'stay') {
    await keepFailure(tx, store.id, failure)
    await lookAgain(tx, store.id, await slowlyMs(tx.kysely, operation, times.repairAgainMs))
    return false
  }
  // What was wanted and failed is not wanted any more: it is repaired as it was.
  const { plan, version } = wayBack(store)
  const back = next === 'degraded' ? { plan, version, done_generation: store.generation } : {}
  const set = { failure: JSON.stringify(keptOf(failure)), ...back }
  await changePhase(tx, store, { ...about, phase: next, level: 'error', message, set })
  await letRest(tx, store.id)
  return next === 'degraded'
}

interface Failing {
  readonly store: StoreRecord
  readonly operation: OpenOperation
  readonly failure: Failure
}

function nextOf(store: StoreRecord): 'undo' | 'stay' | Extract<Phase, 'failed' | 'degraded'> {
  switch (store.phase) {
    case 'provisioning':
    case 'verifying':
      return 'undo'
    case 'updating':
      return goesBack(store) ? 'degraded' : 'undo'
    case 'degraded':
      return 'stay'
    default:
      return 'failed'
  }
}

async function keepFailure(tx: Tx, id: string, failure: Failure): Promise<void> {
  await tx.kysely
    .updateTable('stores.store')
    .set({ failure: JSON.stringify(keptOf(failure)), step: null })
    .where('id', '=', id)
    .execute()
}

function lastOf(output: string): string {
  const bytes = new TextEncoder().encode(output)
  return new TextDecoder().decode(bytes.subarray(Math.max(0, bytes.length - outputBytes)))
}
