import { z } from 'zod'
import type { FinalizerName } from '../../contract/states.ts'
import { DriverError } from '../../driver/driver-error.ts'
import type { DriverCall, Shop, StepOutput } from '../../driver/driver.ts'
import type { Ref } from './cluster.ts'
import { databaseClaim, dumpManifests, dumpName } from './data-dump.ts'
import { dumpLabel, isDump, labelsOf, namesOf, storeSelector } from './names.ts'
import { ownNamespace } from './own-namespace.ts'
import type { Parts } from './parts.ts'
import { waitUntil } from './wait-until.ts'

type Part = (parts: Parts, shop: Shop, call: DriverCall) => Promise<StepOutput>

/** Each ends only once what it takes away was seen to be gone. */
export const finalizers = {
  traffic,
  release,
  data,
  isolation,
} as const satisfies Partial<Record<FinalizerName, Part>>

export function isFinalizer(name: FinalizerName): name is keyof typeof finalizers {
  return name in finalizers
}

/** Nobody reaches the shop any more while it is taken apart. */
async function traffic(parts: Parts, shop: Shop, call: DriverCall): Promise<StepOutput> {
  await removeAll(parts, shop, {
    call,
    kind: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
  })
  return {}
}

/** Until the last pod has ended: a database that still writes can not be dumped. */
async function release(parts: Parts, shop: Shop, call: DriverCall): Promise<StepOutput> {
  await call.guard()
  await parts.helm.uninstall(namesOf(shop.id), call.signal)
  await untilNone(parts, shop, { call, kind: { apiVersion: 'v1', kind: 'Pod' } })
  return {}
}

/** The data goes once a dump of it lies in a volume that outlives the namespace. */
async function data(parts: Parts, shop: Shop, call: DriverCall): Promise<StepOutput> {
  const dump = await dumpData(parts, shop, call)
  const kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }
  await removeAll(parts, shop, { call, kind })
  return dump === undefined ? {} : { dump }
}

async function isolation(parts: Parts, shop: Shop, call: DriverCall): Promise<StepOutput> {
  const { cluster, pollMs } = parts
  const { namespace: name } = namesOf(shop.id)
  const place = { apiVersion: 'v1', kind: 'Namespace', name }
  if (!(await ownNamespace(parts, shop, call))) return {}
  await call.guard()
  await cluster.remove(place, call.signal)
  const look = async () => ((await cluster.read(place, call.signal)) ? undefined : {})
  return waitUntil(look, { everyMs: pollMs, signal: call.signal })
}

interface Sort {
  readonly call: DriverCall
  readonly kind: { readonly apiVersion: string; readonly kind: string }
}

/** All of a kind that belong to the shop, but for its dump. */
async function removeAll(parts: Parts, shop: Shop, sort: Sort): Promise<void> {
  const { call, kind } = sort
  const { namespace } = namesOf(shop.id)
  for (const name of await namesOfAll(parts, shop, sort)) {
    await call.guard()
    await parts.cluster.remove({ ...kind, namespace, name }, call.signal)
  }
  await untilNone(parts, shop, sort)
}

async function untilNone(parts: Parts, shop: Shop, sort: Sort): Promise<void> {
  const none = async () => ((await namesOfAll(parts, shop, sort)).length === 0 ? true : undefined)
  await waitUntil(none, { everyMs: parts.pollMs, signal: sort.call.signal })
}

async function namesOfAll({ cluster }: Parts, shop: Shop, { call, kind }: Sort) {
  const { namespace } = namesOf(shop.id)
  const wanted = { ...kind, namespace, selector: storeSelector(shop.id) }
  const found = await cluster.list(wanted, call.signal)
  return found.flatMap(({ metadata }) => (isDump(metadata?.labels) ? [] : (metadata?.name ?? [])))
}

const job = z.object({
  status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })) }),
})
const boundClaim = z.object({ spec: z.object({ volumeName: z.string().min(1) }) })

/** The volume that the dump lies in; undefined where there is no data, or none any more. */
async function dumpData(parts: Parts, shop: Shop, call: DriverCall): Promise<string | undefined> {
  const { cluster } = parts
  const { namespace } = namesOf(shop.id)
  const claim = (name: string) => {
    const ref: Ref = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }
    return cluster.read(ref, call.signal)
  }
  if (shop.wasReady && (await claim(databaseClaim(shop)))) {
    call.report('Writing a dump of the data, which is kept.')
    await runDump(parts, shop, call)
  }
  const bound = boundClaim.safeParse(await claim(dumpName))
  if (!bound.success) return undefined
  const { volumeName } = bound.data.spec
  await call.guard()
  await cluster.merge(retained(volumeName, labelsOf(shop.id, parts.owner)), call.signal)
  return volumeName
}

function retained(name: string, labels: Readonly<Record<string, string>>) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, labels: { ...labels, ...dumpLabel } },
    spec: { persistentVolumeReclaimPolicy: 'Retain' },
  }
}

async function runDump(parts: Parts, shop: Shop, call: DriverCall): Promise<void> {
  const { cluster, chart, pollMs } = parts
  const { signal } = call
  const { namespace } = namesOf(shop.id)
  const ref = { apiVersion: 'batch/v1', kind: 'Job', namespace, name: dumpName }
  const until = <T>(look: () => Promise<T | undefined>) =>
    waitUntil(look, { everyMs: pollMs, signal })
  const outcome = async () => outcomeOf(await cluster.read(ref, signal))
  if ((await outcome()) === 'failed') {
    // Of an earlier try: a job that has ended is not begun again.
    await call.guard()
    await cluster.remove(ref, signal)
    await until(async () => ((await cluster.read(ref, signal)) ? undefined : true))
  }
  if (!(await cluster.read(ref, signal))) {
    for (const manifest of dumpManifests(shop, { ...parts, database: chart.database })) {
      await call.guard()
      await cluster.apply(manifest, signal)
    }
  }
  if ((await until(outcome)) === 'complete') return
  throw new DriverError('The data could not be dumped, so it was not deleted.', {
    class: 'permanent',
    code: 'dumpFailed',
  })
}

function outcomeOf(found: unknown): 'complete' | 'failed' | undefined {
  const conditions = job.safeParse(found).data?.status.conditions ?? []
  const has = (type: string) => conditions.some((one) => one.type === type && one.status === 'True')
  if (has('Complete')) return 'complete'
  return has('Failed') ? 'failed' : undefined
}
