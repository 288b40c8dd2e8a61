import { z } from 'zod'
import { DriverError } from '../../driver/driver-error.ts'
import type { DriverCall, Observation, Shop } from '../../driver/driver.ts'
import type { ReleaseStatus } from './helm-answers.ts'
import { namesOf } from './names.ts'
import type { Parts } from './parts.ts'
import { pendingOf } from './recovery.ts'
import { askShopAt } from './shop-http.ts'
import { publicUrlOf } from './shop-values.ts'

const deployment = z.object({
  spec: z.object({ replicas: z.number().default(1) }),
  status: z.object({ readyReplicas: z.number().default(0) }).prefault({}),
})

/** What helm says of the release, the cluster of its pods, and the shop itself over HTTP. */
export async function observeShop(
  parts: Parts,
  shop: Shop,
  call: DriverCall,
): Promise<Observation> {
  const { cluster, helm } = parts
  const { signal } = call
  const names = namesOf(shop.id)
  const place = { apiVersion: 'v1', kind: 'Namespace', name: names.namespace }
  if (!(await cluster.read(place, signal))) return { state: 'absent' }
  const release = await helm.status(names, signal)
  if (!release) return { state: 'absent' }
  return { ...(await stateOf(parts, shop, call)), ...madeWith(release) }
}

function madeWith(release: ReleaseStatus): Omit<Observation, 'state'> {
  const { plan, store, image } = release.config
  const pending = pendingOf(release)
  return {
    ...(pending ? { pending } : {}),
    ...(plan ? { plan } : {}),
    ...(image?.tag === undefined ? {} : { version: image.tag }),
    ...(store?.generation === undefined ? {} : { generation: store.generation }),
  }
}

type Seen = Pick<Observation, 'state' | 'detail'>

async function stateOf(parts: Parts, shop: Shop, call: DriverCall): Promise<Seen> {
  const { wanted, ready } = await podsOf(parts, shop, call.signal)
  if (wanted === 0) return { state: 'stopped' }
  if (ready === 0) return { state: 'starting', detail: 'None of its pods is ready.' }
  return answers(parts, shop, call)
}

/** How many pods of the shop itself there should be, and how many of them are ready. */
export async function podsOf(
  { cluster }: Parts,
  { id }: Shop,
  signal: AbortSignal,
): Promise<{ readonly wanted: number; readonly ready: number }> {
  const { namespace, release: name } = namesOf(id)
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name }
  const found = deployment.safeParse(await cluster.read(web, signal))
  if (!found.success) return { wanted: 0, ready: 0 }
  const { spec, status } = found.data
  return { wanted: spec.replicas, ready: status.readyReplicas }
}

async function answers(parts: Parts, shop: Shop, { signal }: DriverCall): Promise<Seen> {
  const address = { publicUrl: publicUrlOf(shop, parts), through: parts.ingressUrl }
  try {
    const { status } = await askShopAt(address, signal)({ path: parts.chart.storefrontPath })
    if (status < 400) return { state: 'running' }
    return { state: 'starting', detail: `It answers ${status}.` }
  } catch (error) {
    if (!(error instanceof DriverError)) throw error
    return { state: 'starting', detail: error.message }
  }
}
