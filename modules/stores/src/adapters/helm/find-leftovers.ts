import type { FinalizerName } from '../../contract/states.ts'
import type { Leftover, Shop } from '../../driver/driver.ts'
import { isDump, namesOf, storeSelector } from './names.ts'
import type { Parts } from './parts.ts'

interface LookedFor {
  readonly apiVersion: string
  readonly kind: string
  readonly finalizer: FinalizerName
}

const lookedFor: readonly LookedFor[] = [
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', finalizer: 'traffic' },
  { apiVersion: 'apps/v1', kind: 'Deployment', finalizer: 'release' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', finalizer: 'release' },
  { apiVersion: 'v1', kind: 'Pod', finalizer: 'release' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', finalizer: 'data' },
  { apiVersion: 'batch/v1', kind: 'Job', finalizer: 'isolation' },
  { apiVersion: 'v1', kind: 'Secret', finalizer: 'isolation' },
  { apiVersion: 'v1', kind: 'Namespace', finalizer: 'isolation' },
]

/**
 * What carries the store's label in whatever namespace, and the namespace of its name, labelled or not.
 * Dumps are kept on purpose and are no leftovers.
 */
export async function findLeftovers(
  { cluster }: Parts,
  { id }: Pick<Shop, 'id'>,
  signal: AbortSignal,
): Promise<readonly Leftover[]> {
  const selector = storeSelector(id)
  const { namespace: name } = namesOf(id)
  const found: Leftover[] = []
  for (const { apiVersion, kind, finalizer } of lookedFor) {
    const objects = await cluster.list({ apiVersion, kind, selector }, signal)
    for (const { metadata } of objects) {
      // A dump stays until the namespace goes, and in its volume for longer.
      const by = isDump(metadata?.labels) ? 'isolation' : finalizer
      found.push({ finalizer: by, kind: kind.toLowerCase(), name: metadata?.name ?? '' })
    }
  }
  const place = await cluster.read({ apiVersion: 'v1', kind: 'Namespace', name }, signal)
  if (place && !found.some((one) => one.kind === 'namespace' && one.name === name)) {
    found.push({ finalizer: 'isolation', kind: 'namespace', name })
  }
  return found
}
