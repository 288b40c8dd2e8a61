import { isDeepStrictEqual } from 'node:util'
import type { StepName } from '../../contract/states.ts'
import { DriverError } from '../../driver/driver-error.ts'
import type { DriverCall, Shop, StepOutput } from '../../driver/driver.ts'
import { namesOf } from './names.ts'
import { ownNamespace } from './own-namespace.ts'
import { namespaceBundle, secretManifest } from './namespace-bundle.ts'
import { podsOf } from './observe-shop.ts'
import type { Parts } from './parts.ts'
import { endUnfinished } from './end-unfinished.ts'
import { askShopAt } from './shop-http.ts'
import { publicUrlOf, valuesOf } from './shop-values.ts'

type Step = (parts: Parts, shop: Shop, call: DriverCall) => Promise<StepOutput>

/** The chart itself migrates and makes the administrator, each time a pod begins and where it is not done. */
export const steps = {
  isolate,
  secrets,
  release,
  verify,
  publish,
} as const satisfies Partial<Record<StepName, Step>>

export function isStep(step: StepName): step is keyof typeof steps {
  return step in steps
}

async function isolate(parts: Parts, shop: Shop, call: DriverCall): Promise<StepOutput> {
  const { namespace } = namesOf(shop.id)
  await ownNamespace(parts, shop, call)
  for (const manifest of namespaceBundle(shop, parts)) {
    await call.guard()
    await parts.cluster.apply(manifest, call.signal)
  }
  return { namespace }
}

async function secrets({ cluster, owner }: Parts, shop: Shop, call: DriverCall) {
  await call.guard()
  await cluster.apply(secretManifest(shop, owner), call.signal)
  return {}
}

/**
 * Installs the shop or brings it to what is wanted, unless it runs so already. What fails is taken back
 * before it is told.
 */
async function release(parts: Parts, shop: Shop, call: DriverCall): Promise<StepOutput> {
  const names = namesOf(shop.id)
  const values = valuesOf(shop, parts)
  const released = { release: names.release, version: shop.version }
  const found = await endUnfinished(parts, shop, call)
  if (isDeepStrictEqual(found?.config, values)) {
    const { ready } = await podsOf(parts, shop, call.signal)
    if (ready > 0) return released
  }
  await call.guard()
  call.report('Installing; this takes a few minutes.')
  try {
    await parts.helm.upgrade(names, { chart: parts.chartPath, values }, call.signal)
  } catch (error) {
    call.signal.throwIfAborted()
    if (isUndone(error)) await endUnfinished(parts, shop, call)
    throw error
  }
  return released
}

/** Not where somebody else is at it: what is unfinished then is theirs. */
function isUndone(error: unknown): boolean {
  return error instanceof DriverError && error.failure.class !== 'conflict'
}

async function verify(parts: Parts, shop: Shop, call: DriverCall): Promise<StepOutput> {
  const { chart } = parts
  const publicUrl = publicUrlOf(shop, parts)
  const ask = askShopAt({ publicUrl, through: parts.ingressUrl }, call.signal)
  const { status } = await ask({ path: chart.storefrontPath })
  if (status !== 200) {
    const output = `${chart.storefrontPath} answered ${status}`
    const failure = { class: 'transient', code: 'shopNotAnswering', output } as const
    throw new DriverError('The shop does not show its pages yet.', failure)
  }
  return chart.verify(shop, ask)
}

async function publish(parts: Parts, shop: Shop): Promise<StepOutput> {
  const url = publicUrlOf(shop, parts)
  return { url: url.href, adminUrl: new URL(parts.chart.adminPath, url).href }
}
