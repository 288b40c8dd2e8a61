import { z } from 'zod'
import { storeIdOf } from './names.ts'
import type { Parts } from './parts.ts'

const ready = z.object({ status: z.object({ readyReplicas: z.number().min(1) }) })

/** Of these stores, those of which no pod of the shop itself is ready. One list for all of them. */
export async function whoIsGone(
  { cluster, owner }: Parts,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const selector =
    'app.kubernetes.io/part-of=holdfast-stores,app.kubernetes.io/component=web,' +
    `app.kubernetes.io/name=${owner.engine}`
  const webs = await cluster.list({ apiVersion: 'apps/v1', kind: 'Deployment', selector }, signal)
  const running = new Set(
    webs
      .filter((web) => ready.safeParse(web).success)
      .map((web) => storeIdOf(web.metadata?.labels)),
  )
  return ids.filter((id) => !running.has(id))
}
