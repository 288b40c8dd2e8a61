import type { Kysely, Selectable } from 'kysely'
import { stepNames, type StepName, type StoreStep } from '../contract.ts'
import { newestWithSteps, type OperationRecord } from '../operation/operation-queries.ts'
import type { StoresTables } from '../tables.ts'

type StepRecord = Selectable<StoresTables['stores.step']>

/**
 * The steps of the newest operation that has any, in the order in which they are done. Those of a
 * creation are known before they begin.
 */
export async function stepsOf(
  db: Kysely<StoresTables>,
  { newest, all }: { readonly newest: OperationRecord; readonly all: ReadonlySet<StepName> },
): Promise<StoreStep[]> {
  const operation = newest.kind === 'create' ? newest : await newestWithSteps(db, newest.store_id)
  if (!operation) return []
  const begun = await db
    .selectFrom('stores.step')
    .where('operation_id', '=', operation.id)
    .selectAll()
    .execute()
  const byName = new Map(begun.map((step) => [step.name, step]))
  const isMaking = operation.kind === 'create'
  return stepNames.flatMap((name) => {
    const step = byName.get(name)
    if (step) return [stepOnWire(step)]
    return isMaking && isDone(name, all) ? [pending(name)] : []
  })
}

/** The secrets of a shop are made here, whatever its engine. */
function isDone(name: StepName, all: ReadonlySet<StepName>): boolean {
  return name === 'secrets' || all.has(name)
}

function stepOnWire({
  name,
  state,
  attempt,
  started_at,
  ended_at,
  failure,
}: StepRecord): StoreStep {
  return {
    name,
    state,
    attempt,
    startedAt: started_at.toISOString(),
    endedAt: ended_at?.toISOString() ?? null,
    failure,
  }
}

function pending(name: StepName): StoreStep {
  return { name, state: 'pending', attempt: 0, startedAt: null, endedAt: null, failure: null }
}
