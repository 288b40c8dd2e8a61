import { DriverError } from '../../driver/driver-error.ts'
import type { DriverCall, Shop } from '../../driver/driver.ts'
import type { Found } from './cluster.ts'
import { labelsOf, namesOf } from './names.ts'
import type { Parts } from './parts.ts'

/**
 * The shop's namespace, if there is one. Throws when it is not ours: its owner would lose it with the
 * shop, and the shop's secrets would lie in it.
 */
export async function ownNamespace(
  { cluster, owner }: Parts,
  { id }: Shop,
  call: DriverCall,
): Promise<Found | undefined> {
  const { namespace: name } = namesOf(id)
  const found = await cluster.read({ apiVersion: 'v1', kind: 'Namespace', name }, call.signal)
  if (!found) return undefined
  const labels = found.metadata?.labels ?? {}
  const isOurs = Object.entries(labelsOf(id, owner)).every(([key, value]) => labels[key] === value)
  if (isOurs) return found
  throw new DriverError('The place of the shop in the cluster belongs to somebody else.', {
    class: 'permanent',
    code: 'namespaceTaken',
  })
}
