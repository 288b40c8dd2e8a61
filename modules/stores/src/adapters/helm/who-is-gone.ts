import { z } from 'zod'
import { storeIdOf } from './names.ts'
import type { Parts } from './parts.ts'

const ready = z.object({ status: z.object({ readyReplicas: z.number().min(1) }) })

export type WhoIsGone = (ids: readonly string[], signal: AbortSignal) => Promise<readonly string[]>

/**
 * Of these stores, those of which no pod of the shop itself is ready. All are listed at once, and that is
 * believed for `keepMs`: whoever asks does so in batches and often, and the list is long.
 */
export function createWhoIsGone({ cluster, owner }: Parts, keepMs: number): WhoIsGone {
  let kept: { readonly running: ReadonlySet<string>; readonly untilMs: number } | undefined

  async function listRunning(signal: AbortSignal): Promise<ReadonlySet<string>> {
    if (kept && performance.now() < kept.untilMs) return kept.running
    const selector =
      'app.kubernetes.io/part-of=holdfast-stores,app.kubernetes.io/component=web,' +
      `app.kubernetes.io/name=${owner.engine}`
    const webs = await cluster.list({ apiVersion: 'apps/v1', kind: 'Deployment', selector }, signal)
    const running = webs.filter((web) => ready.safeParse(web).success)
    const ids = new Set(running.flatMap(({ metadata }) => storeIdOf(metadata?.labels) ?? []))
    kept = { running: ids, untilMs: performance.now() + keepMs }
    return ids
  }

  return async (ids, signal) => {
    if (ids.length === 0) return []
    const running = await listRunning(signal)
    return ids.filter((id) => !running.has(id))
  }
}
