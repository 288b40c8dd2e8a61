import { newId } from '@holdfast/kernel/ids'
import { sql } from 'kysely'
import { finalizerNames, type FinalizerName } from '../contract/states.ts'
import type { DriverCall, Leftover, StepOutput } from '../driver/driver.ts'
import { endOperation, slowlyMs } from '../operation/operation-changes.ts'
import { releasePort } from '../port/port-store.ts'
import { changePhase } from '../store/change-phase.ts'
import type { KeptFailure } from '../tables.ts'
import { callDriver, WorkFailed } from './call-driver.ts'
import { cancelled, type Failure } from './failure-policy.ts'
import type { Holding, ReconcileParts } from './parts.ts'
import { letRest, lookAgain, record, tell, type Tx } from './record.ts'
import type { OpenOperation, View } from './view.ts'

const quiet = () => undefined

/** Takes away what one finalizer names, and removes it once nothing of that is found any more. */
export async function takeAway(
  parts: ReconcileParts,
  holding: Holding,
  { view, operation, finalizer }: Going & { readonly finalizer: FinalizerName },
): Promise<void> {
  const output = await destroy(parts, holding, { view, finalizer })
  const left = await findLeftovers(parts, holding, view)
  const isLast = view.situation.finalizers.length === 1
  const inTheWay = isLast ? left : left.filter((one) => one.finalizer === finalizer)
  await record(parts, holding, (tx) => keepLeftovers(tx, view.store.id, left))
  if (inTheWay.length > 0) throw stillThere(inTheWay)
  await record(parts, holding, async (tx) => {
    const removed = { output: JSON.stringify(output), removed_at: sql<Date>`clock_timestamp()` }
    await tx.kysely
      .insertInto('stores.finalizer')
      .values({ store_id: view.store.id, name: finalizer, ...removed })
      .onConflict((on) => on.columns(['store_id', 'name']).doUpdateSet(removed))
      .execute()
    const at = parts.clock.now()
    const about = { storeId: view.store.id, correlationId: operation.correlation_id, at }
    const data = { finalizer, ...output }
    const message = output['dump'] === undefined ? gone[finalizer] : dumped
    await tell(tx, about, { type: 'finalizer.removed', message, data })
  })
}

interface Going {
  readonly view: View
  readonly operation: OpenOperation
}

const gone: Readonly<Record<FinalizerName, string>> = {
  traffic: 'Nobody reaches it any more.',
  release: 'It does not run any more.',
  data: 'What it knew is gone.',
  isolation: 'The place where it ran is gone.',
  port: 'Its port is free again.',
}

const dumped = 'What it knew was put aside, and is gone.'

/** A deletion begins with everything: what was gone once may be there again. */
export async function expectEverything(tx: Tx, storeId: string): Promise<void> {
  await tx.kysely
    .updateTable('stores.finalizer')
    .set({ removed_at: null })
    .where('store_id', '=', storeId)
    .execute()
}

export async function finishDeletion(
  tx: Tx,
  { clock }: ReconcileParts,
  { view, operation }: Going,
): Promise<void> {
  const at = clock.now()
  const set = { deleted_at: at, secrets: null, url: null, admin_url: null, leftovers: null }
  await releasePort(tx.kysely, view.store.id)
  const correlationId = operation.correlation_id
  const { generation } = view.store
  const done = { ...set, done_generation: generation, next_at: null }
  await changePhase(tx, view.store, { phase: 'deleted', correlationId, at, set: done })
  await endOperation(tx.kysely, operation.id, { at })
}

/** The time of a deletion is over: it says what is left, and tries again by itself later. */
export async function blockDeletion(
  tx: Tx,
  { clock, times, metrics }: ReconcileParts,
  { view, operation }: Going,
): Promise<void> {
  const { store } = view
  const at = clock.now()
  const failure = leftoversRemain(store.leftovers ?? [])
  const set = { failure: JSON.stringify(failure) }
  const data = { leftovers: store.leftovers ?? [] }
  const correlationId = operation.correlation_id
  const change = { phase: 'delete_blocked', level: 'error', correlationId, at, set, data } as const
  await changePhase(tx, store, change)
  await endOperation(tx.kysely, operation.id, { failure, at })
  await lookAgain(tx, store.id, await slowlyMs(tx.kysely, operation, times.deleteAgainMs))
  metrics.failed(failure)
}

/** Takes away all that a creation has made, and ends as failed: by what failed, or as cancelled. */
export async function undo(
  parts: ReconcileParts,
  holding: Holding,
  { view, operation }: Going,
): Promise<void> {
  await takeAllAway(parts, holding, view)
  await record(parts, holding, async (tx) => {
    await endUndone(tx, parts, { view, operation, failure: failureOfUndone(view) })
  })
}

/** Takes away what was still there when undoing was given up, and says so. */
export async function clear(parts: ReconcileParts, holding: Holding, view: View): Promise<void> {
  await takeAllAway(parts, holding, view)
  const { id } = view.store
  await record(parts, holding, async (tx) => {
    const about = { storeId: id, correlationId: newId(), at: parts.clock.now() }
    await tell(tx, about, { type: 'store.cleared', message: 'What was left of it is gone.' })
    // One that was cancelled is that now, and nothing more.
    const set = { leftovers: null, failure: JSON.stringify(failureOfUndone(view)) }
    await tx.kysely.updateTable('stores.store').set(set).where('id', '=', id).execute()
    await letRest(tx, id)
  })
}

async function takeAllAway(parts: ReconcileParts, holding: Holding, view: View): Promise<void> {
  for (const finalizer of finalizerNames) {
    if (view.driver.finalizers.has(finalizer)) await destroy(parts, holding, { view, finalizer })
  }
  const left = await findLeftovers(parts, holding, view)
  await record(parts, holding, (tx) => keepLeftovers(tx, view.store.id, left))
  if (left.length > 0) throw stillThere(left)
}

/** What could not be taken away in time stays, and is said; it is tried again by itself later. */
export async function giveUpUndoing(
  tx: Tx,
  parts: ReconcileParts,
  { view, operation }: Going,
): Promise<void> {
  const left = view.store.leftovers ?? []
  const about = { storeId: view.store.id, correlationId: operation.correlation_id }
  const at = parts.clock.now()
  const data = { leftovers: left }
  const message = 'Something of it could not be taken away.'
  await tell(tx, { ...about, at }, { type: 'store.leftovers', level: 'error', message, data })
  const failure = operation.kind === 'cancel' ? leftoversRemain(left) : failureOfUndone(view)
  await endUndone(tx, parts, { view, operation, failure })
  // Also where nobody could say what is left: then it is none that is known.
  const leftovers = JSON.stringify(left)
  await tx.kysely
    .updateTable('stores.store')
    .set({ leftovers })
    .where('id', '=', view.store.id)
    .execute()
  await lookAgain(tx, view.store.id, parts.times.deleteAgainMs)
}

async function endUndone(
  tx: Tx,
  { clock, metrics }: ReconcileParts,
  { view, operation, failure }: Going & { readonly failure: KeptFailure },
): Promise<void> {
  const { store } = view
  const at = clock.now()
  const isCancelled = failure.code === cancelled.code
  await changePhase(tx, store, {
    phase: 'failed',
    correlationId: operation.correlation_id,
    at,
    level: isCancelled ? 'info' : 'error',
    message: isCancelled ? 'Its creation was cancelled.' : failure.message,
    set: { failure: JSON.stringify(failure), url: null, admin_url: null },
  })
  await endOperation(tx.kysely, operation.id, { failure: isCancelled ? null : failure, at })
  await letRest(tx, store.id)
  if (!isCancelled) metrics.failed(failure)
}

function failureOfUndone({ store }: View): KeptFailure {
  if (store.desired === 'cancelled') return cancelled
  return store.failure ?? { class: 'permanent', code: 'unexpected', message: 'It failed.' }
}

function leftoversRemain(left: readonly Leftover[]): KeptFailure {
  const what = left.map(({ kind, name }) => `${kind} ${name}`).join(', ')
  const message = `Still there: ${what || 'it could not be looked for'}.`
  return { class: 'timeout', code: 'leftoversRemain', message }
}

async function destroy(
  parts: ReconcileParts,
  holding: Holding,
  { view, finalizer }: { readonly view: View; readonly finalizer: FinalizerName },
): Promise<StepOutput> {
  const work = (call: DriverCall) => view.driver.destroy(finalizer, view.shop, call)
  return callDriver(parts, holding, { timeoutMs: parts.times.destroyMs, report: quiet, work })
}

async function findLeftovers(
  parts: ReconcileParts,
  holding: Holding,
  { driver, shop }: View,
): Promise<readonly Leftover[]> {
  const work = (call: DriverCall) => driver.leftovers(shop, call)
  return callDriver(parts, holding, { timeoutMs: parts.times.observeMs, report: quiet, work })
}

/** For whoever could not take something away: what is there, as far as it can be seen. */
export async function noteLeftovers(
  parts: ReconcileParts,
  holding: Holding,
  view: View,
): Promise<void> {
  try {
    const left = await findLeftovers(parts, holding, view)
    await record(parts, holding, (tx) => keepLeftovers(tx, view.store.id, left))
  } catch (error) {
    if (!(error instanceof WorkFailed)) throw error
  }
}

async function keepLeftovers(tx: Tx, id: string, left: readonly Leftover[]): Promise<void> {
  const leftovers = left.length > 0 ? JSON.stringify(left) : null
  await tx.kysely.updateTable('stores.store').set({ leftovers }).where('id', '=', id).execute()
}

function stillThere(left: readonly Leftover[]): WorkFailed {
  const failure: Failure = { ...leftoversRemain(left), class: 'transient' }
  return new WorkFailed(failure, undefined)
}
