import { hashToken } from '@holdfast/kernel/crypto'
import { LeaseLost } from '@holdfast/kernel/lease'
import type { Kysely, Selectable } from 'kysely'
import { finalizerNames, stepNames, type FinalizerName, type StepName } from '../contract/states.ts'
import type { Driver, Observation, Shop, ShopSecrets, StepOutput } from '../driver/driver.ts'
import { openOperation } from '../operation/operation-changes.ts'
import { openSecrets } from '../store/shop-secrets.ts'
import { noSecrets, outputsOf, shopOf } from '../store/shop.ts'
import { requireHeld } from '../claim/held-store.ts'
import type { StoreRecord } from '../store/store-queries.ts'
import type { StoresTables } from '../tables.ts'
import type { Holding, ReconcileParts } from './parts.ts'
import type { Situation } from './plan.ts'

type Db = Kysely<StoresTables>
type StepRecord = Selectable<StoresTables['stores.step']>
export type OpenOperation = NonNullable<Awaited<ReturnType<typeof openOperation>>>

export interface PlannedStep {
  readonly name: StepName
  readonly state: 'todo' | 'interrupted' | 'done'
  readonly inputHash: string
  /** Attempts with this input that have failed. */
  readonly failures: number
}

/** A store as it stands now, with all that is needed to decide and to act. */
export interface View {
  readonly store: StoreRecord
  readonly operation: OpenOperation | undefined
  readonly driver: Driver
  readonly shop: Shop
  readonly steps: readonly PlannedStep[]
  readonly situation: Situation
}

export async function lookAt(
  { database, engines, vault }: ReconcileParts,
  { held }: Holding,
  observation: Observation | undefined,
): Promise<View> {
  const db = database.kysely
  const store = await requireHeld(db, held)
  const driver = engines.get(store.engine)?.driver
  if (!driver) throw new LeaseLost(`there is no engine ${store.engine} here`)
  const operation = await openOperation(db, store.id)
  const secrets = secretsOf(store, vault)
  const wanted = goesBack(store) ? wayBack(store) : store
  const outputs = await outputsOf(db, store.id)
  const steps = plannedSteps(wanted, driver, operation ? await stepsOf(db, operation.id) : [])
  const finalizers = await finalizersOf(db, store.id, driver)
  return {
    store,
    operation,
    driver,
    shop: shopOf(wanted, { secrets, outputs }),
    steps,
    situation: {
      phase: store.phase,
      desired: store.desired,
      isBehind: store.generation > store.done_generation,
      wasReady: store.ready_at !== null,
      operation: operation && { kind: operation.kind, isLate: operation.is_late },
      hasFailed: store.failure !== null,
      hasLeftovers: store.leftovers !== null,
      steps,
      observation,
      finalizers,
    },
  }
}

/** What has to go does not need them: it goes also when the key that sealed them is lost. */
function secretsOf(
  { id, secrets, desired }: StoreRecord,
  vault: ReconcileParts['vault'],
): ShopSecrets {
  if (!secrets) return noSecrets
  try {
    return openSecrets(vault, id, secrets)
  } catch (error) {
    if (desired === 'deleted') return noSecrets
    throw error
  }
}

/** Whether an update has failed, and what was there before is being made again. */
export function goesBack({ phase, failure }: StoreRecord): boolean {
  return phase === 'updating' && failure !== null
}

export function wayBack(store: StoreRecord): StoreRecord {
  return {
    ...store,
    plan: store.done_plan ?? store.plan,
    version: store.done_version ?? store.version,
  }
}

async function stepsOf(db: Db, operationId: string): Promise<readonly StepRecord[]> {
  return db.selectFrom('stores.step').selectAll().where('operation_id', '=', operationId).execute()
}

/** What one step is done with: also what those before it gave. Done with this, it stays done. */
function plannedSteps(
  { plan, version, name, engine, slug }: StoreRecord,
  driver: Driver,
  begun: readonly StepRecord[],
): readonly PlannedStep[] {
  const before: Partial<Record<StepName, StepOutput>> = {}
  return stepNames
    .filter((step) => step === 'secrets' || driver.steps.has(step))
    .map((step) => {
      const input = [step, { plan, version, name, engine, slug }, { ...before }]
      const inputHash = hashToken(JSON.stringify(input)).toString('hex')
      const row = begun.find((one) => one.name === step && one.input_hash === inputHash)
      if (row?.state === 'done') before[step] = row.output ?? {}
      return { name: step, inputHash, ...standingOf(row) }
    })
}

function standingOf(row: StepRecord | undefined): Pick<PlannedStep, 'state' | 'failures'> {
  if (!row) return { state: 'todo', failures: 0 }
  if (row.state === 'done') return { state: 'done', failures: 0 }
  // The attempt that was cut off has not failed.
  return { state: 'interrupted', failures: row.state === 'failed' ? row.attempt : row.attempt - 1 }
}

async function finalizersOf(
  db: Db,
  storeId: string,
  driver: Driver,
): Promise<readonly FinalizerName[]> {
  const rows = await db
    .selectFrom('stores.finalizer')
    .select('name')
    .where('store_id', '=', storeId)
    .where('removed_at', 'is not', null)
    .execute()
  const removed = new Set(rows.map(({ name }) => name))
  return finalizerNames.filter((name) => driver.finalizers.has(name) && !removed.has(name))
}
