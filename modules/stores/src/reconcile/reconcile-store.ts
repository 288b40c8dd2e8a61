import { runInContext } from '@holdfast/kernel/context'
import { newId } from '@holdfast/kernel/ids'
import { Act, type Seen } from './act.ts'
import type { Holding, ReconcileParts } from './parts.ts'
import { plan } from './plan.ts'
import { lookAt } from './view.ts'

/** What is written to the end is not cut off with the work that it is about. */
const never = new AbortController().signal

/**
 * Brings a store that this process holds nearer to what is wanted, one thing after the other, until
 * there is nothing to do, something has to wait, or the process ends. Throws `LeaseLost`.
 */
export async function reconcileStore(parts: ReconcileParts, holding: Holding): Promise<void> {
  const seen: Seen = { observation: undefined, hasRecovered: false }
  for (let goesOn = true; goesOn && !holding.isStopping();) {
    holding.signal.throwIfAborted()
    const view = await lookAt(parts, holding, seen.observation)
    const { store, operation } = view
    const context = {
      correlationId: operation?.correlation_id ?? newId(),
      organisationId: store.organisation_id,
      actorId: operation?.actor_id,
      signal: never,
    }
    const act = new Act({ parts, holding, seen, view })
    goesOn = await runInContext(context, () => act.run(plan(view.situation)))
  }
}
