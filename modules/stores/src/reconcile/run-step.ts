import { newToken } from '@holdfast/kernel/crypto'
import type { StepName } from '../contract/states.ts'
import type { DriverCall, ShopSecrets, StepOutput } from '../driver/driver.ts'
import { sealSecrets } from '../store/shop-secrets.ts'
import { callDriver, WorkFailed } from './call-driver.ts'
import { keptOf, type Failure } from './failure-policy.ts'
import type { Holding, ReconcileParts } from './parts.ts'
import { record, tell, type Tx } from './record.ts'
import { createReports } from './reports.ts'
import type { OpenOperation, PlannedStep, View } from './view.ts'
import { stepBegun, stepDone, triedAgain } from './step-words.ts'

/** One step, begun and ended in the books. Throws `WorkFailed` once that is written down as well. */
export async function runStep(
  parts: ReconcileParts,
  holding: Holding,
  { view, operation, step }: { view: View; operation: OpenOperation; step: PlannedStep },
): Promise<void> {
  const { clock, metrics } = parts
  const about = { storeId: view.store.id, correlationId: operation.correlation_id }
  await record(parts, holding, async (tx, { fence }) => {
    await beginStep(tx, { ...about, operation, step, fence, at: clock.now() })
  })
  const beganMs = clock.monotonicMs()
  const seconds = () => (clock.monotonicMs() - beganMs) / 1000
  const reports = createReports(parts, holding, { ...about, step: step.name })
  try {
    const work = (call: DriverCall) => doStep(parts, holding, { view, step: step.name, call })
    const timeoutMs = view.driver.stepTimeouts?.[step.name] ?? parts.times.stepMs
    const output = await callDriver(parts, holding, { timeoutMs, report: reports.add, work })
    await reports.written()
    const durationMs = Math.round(seconds() * 1000)
    await record(parts, holding, (tx) =>
      endStep(tx, { ...about, operation, step, output, durationMs, at: clock.now() }),
    )
    metrics.stepEnded(step.name, 'done', seconds())
  } catch (error) {
    await reports.written()
    metrics.stepEnded(step.name, error instanceof WorkFailed ? 'failed' : 'abandoned', seconds())
    throw error
  }
}

/** Secrets are made here, once, whatever the driver does with them then. */
async function doStep(
  parts: ReconcileParts,
  holding: Holding,
  { view, step, call }: { view: View; step: StepName; call: DriverCall },
): Promise<StepOutput> {
  const { driver, shop } = view
  if (step !== 'secrets') return driver.apply(step, shop, call)
  const secrets = view.store.secrets ? shop.secrets : await makeSecrets(parts, holding, view)
  return driver.steps.has('secrets') ? driver.apply(step, { ...shop, secrets }, call) : {}
}

async function makeSecrets(
  parts: ReconcileParts,
  holding: Holding,
  { store }: View,
): Promise<ShopSecrets> {
  const secrets = {
    adminEmail: `admin@${store.slug}.example`,
    adminPassword: newToken().token,
    databasePassword: newToken().token,
    signingKey: newToken().token,
  }
  await record(parts, holding, async (tx) => {
    await tx.kysely
      .updateTable('stores.store')
      .set({ secrets: sealSecrets(parts.vault, store.id, secrets) })
      .where('id', '=', store.id)
      .where('secrets', 'is', null)
      .execute()
  })
  return secrets
}

interface StepWrite {
  readonly storeId: string
  readonly correlationId: string
  readonly operation: OpenOperation
  readonly step: PlannedStep
  readonly at: Date
}

async function beginStep(tx: Tx, write: StepWrite & { readonly fence: number }): Promise<void> {
  const { storeId, operation, step, fence, at } = write
  const attempt = step.failures + 1
  const begun = {
    state: 'running',
    input_hash: step.inputHash,
    attempt,
    output: null,
    failure: null,
    fence,
    started_at: at,
    ended_at: null,
  } as const
  await tx.kysely
    .insertInto('stores.step')
    .values({ operation_id: operation.id, store_id: storeId, name: step.name, ...begun })
    .onConflict((on) => on.columns(['operation_id', 'name']).doUpdateSet(begun))
    .execute()
  await tx.kysely
    .updateTable('stores.store')
    .set({ step: step.name })
    .where('id', '=', storeId)
    .execute()
  const message = stepBegun(step.name, attempt)
  await tell(tx, write, { type: 'step.started', step: step.name, message, data: { attempt } })
}

async function endStep(
  tx: Tx,
  write: StepWrite & { readonly output: StepOutput; readonly durationMs: number },
): Promise<void> {
  const { storeId, operation, step, output, durationMs, at } = write
  await tx.kysely
    .updateTable('stores.step')
    .set({ state: 'done', output: JSON.stringify(output), ended_at: at })
    .where('operation_id', '=', operation.id)
    .where('name', '=', step.name)
    .execute()
  if (step.name === 'publish') {
    await tx.kysely
      .updateTable('stores.store')
      .set({ url: textOf(output['url']), admin_url: textOf(output['adminUrl']) })
      .where('id', '=', storeId)
      .execute()
  }
  const message = stepDone(step.name)
  await tell(tx, write, { type: 'step.done', step: step.name, message, data: { durationMs } })
}

function textOf(value: StepOutput[string] | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/** Writes down that the attempt has failed, for good or to be tried again in a while. */
export async function failStep(
  tx: Tx,
  write: StepWrite & { readonly failure: Failure; readonly againMs: number | undefined },
): Promise<void> {
  const { operation, step, failure, againMs, at } = write
  await tx.kysely
    .updateTable('stores.step')
    .set({
      state: 'failed',
      failure: JSON.stringify(keptOf(failure)),
      ended_at: at,
    })
    .where('operation_id', '=', operation.id)
    .where('name', '=', step.name)
    .execute()
  const { code, class: kind } = failure
  const message = againMs === undefined ? failure.message : triedAgain(failure.message, againMs)
  const data = { code, class: kind, attempt: step.failures + 1, againMs: againMs ?? null }
  const level = againMs === undefined ? 'error' : 'warning'
  await tell(tx, write, { type: 'step.failed', level, step: step.name, message, data })
}
