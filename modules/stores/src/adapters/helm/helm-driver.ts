import { join } from 'node:path'
import type { FinalizerName, StepName } from '../../contract/states.ts'
import { DriverError } from '../../driver/driver-error.ts'
import type { Driver, DriverCall, Shop, StepOutput } from '../../driver/driver.ts'
import { isStep, steps } from './apply-step.ts'
import { medusaChart } from './charts/medusa.ts'
import { woocommerceChart } from './charts/woocommerce.ts'
import { createCluster } from './cluster.ts'
import { finalizers, isFinalizer } from './destroy-part.ts'
import { endUnfinished } from './end-unfinished.ts'
import { findLeftovers } from './find-leftovers.ts'
import { createHelm, type Helm } from './helm.ts'
import { namesOf, ownLabels, selectorOf, storeIdOf } from './names.ts'
import type { Egress } from './namespace-bundle.ts'
import { observeShop } from './observe-shop.ts'
import type { Parts } from './parts.ts'
import { readLogs } from './read-logs.ts'
import { createWhoIsGone } from './who-is-gone.ts'

export interface HelmDriverOptions {
  readonly chart: 'woocommerce' | 'medusa'
  /** The folder that has a folder per chart: `deploy/stores`. */
  readonly charts: string
  /** Shops answer at `slug.domain`. */
  readonly domain: string
  /** A file; without one Holdfast runs inside the cluster. */
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  /** `helm` unless told: found in the usual folders. */
  readonly helm?: string | undefined
  /** What helm is given of the environment, which is nothing else: what a kubeconfig's program reads. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Tells several Holdfasts in one cluster apart; `holdfast` unless told. */
  readonly instance?: string | undefined
  readonly ingressClass?: string | undefined
  /** Where the ingress controller runs; `ingress-nginx` unless told. */
  readonly ingressNamespace?: string | undefined
  /** Where the ingress is reached, when not under each shop's own name. */
  readonly ingressUrl?: string | undefined
  /** With the ingress's own certificate unless told. */
  readonly tls?: false | { readonly secretName?: string } | undefined
  readonly storageClass?: string | undefined
  readonly image?: string | undefined
  readonly egress?: readonly Egress[] | undefined
  /** Between two looks at what takes a while; 2 s unless told. */
  readonly pollMs?: number | undefined
  /** How long a list of what runs is believed; 15 s unless told. */
  readonly goneMs?: number | undefined
  /** How long helm waits for a shop to be ready or gone; ten minutes unless told. */
  readonly waitSeconds?: number | undefined
  /** Between TERM and KILL for helm; 5 s unless told. */
  readonly graceMs?: number | undefined
}

export interface HelmDriver extends Driver {
  /** Why no shop can be made here, for the log; nothing when all that is needed is there. */
  refusal(signal: AbortSignal): Promise<string | undefined>
}

const minute = 60_000
const known = { woocommerce: woocommerceChart, medusa: medusaChart } as const

/**
 * Shops in any Kubernetes, each a helm release in a namespace of its own, both named after the store's
 * id. Secrets go to the API server alone; helm gets checked names and a file of values.
 */
export function createHelmDriver(options: HelmDriverOptions): HelmDriver {
  const parts = partsOf(options)
  const { cluster, helm, owner } = parts
  return {
    refusal: (signal) => refusalOf(helm, signal),
    steps: new Set(Object.keys(steps) as StepName[]),
    finalizers: new Set(Object.keys(finalizers) as FinalizerName[]),
    // Helm waits ten minutes for what it installs; all of it is limited by the orchestrator.
    stepTimeouts: { isolate: 2 * minute, release: 11 * minute, verify: 2 * minute },
    observe: (shop, call) => observeShop(parts, shop, call),
    apply: (step, shop, call) => applyStep(parts, { step, shop, call }),
    suspend: (shop, call) => suspend(parts, shop, call),
    async recover(shop, _seen, call) {
      await endUnfinished(parts, shop, call)
    },
    async destroy(finalizer, shop, call) {
      return isFinalizer(finalizer) ? finalizers[finalizer](parts, shop, call) : {}
    },
    leftovers: (shop, { signal }) => findLeftovers(parts, shop, signal),
    gone: createWhoIsGone(parts, options.goneMs ?? 15_000),
    logs: (shop, wanted) => readLogs(parts, shop, wanted),
    async list(signal) {
      const selector = selectorOf(ownLabels(owner))
      const found = await cluster.list({ apiVersion: 'v1', kind: 'Namespace', selector }, signal)
      return found.flatMap(({ metadata }) => storeIdOf(metadata?.labels) ?? [])
    },
    // What runs for a call ends with the call's own signal.
    close: async () => undefined,
  }
}

function partsOf(options: HelmDriverOptions): Parts {
  const { chart, charts, kubeconfig, context, ingressUrl } = options
  const helm = createHelm({ ...options, command: options.helm ?? 'helm' })
  return {
    cluster: createCluster({ kubeconfig, context }),
    helm,
    chart: known[chart],
    chartPath: join(charts, chart),
    owner: { instance: options.instance ?? 'holdfast', engine: chart },
    domain: options.domain,
    ingressClass: options.ingressClass ?? '',
    ingressNamespace: options.ingressNamespace ?? 'ingress-nginx',
    ingressUrl: ingressUrl === undefined ? undefined : new URL(ingressUrl),
    tls: options.tls ?? {},
    storageClass: options.storageClass ?? '',
    image: options.image,
    egress: options.egress ?? [],
    pollMs: options.pollMs ?? 2_000,
  }
}

async function refusalOf(helm: Helm, signal: AbortSignal): Promise<string | undefined> {
  try {
    await helm.major(signal)
    return undefined
  } catch (error) {
    if (!(error instanceof DriverError)) throw error
    return `${error.message} ${error.failure.output ?? ''}`.trim()
  }
}

interface Applied {
  readonly step: StepName
  readonly shop: Shop
  readonly call: DriverCall
}

async function applyStep(parts: Parts, { step, shop, call }: Applied): Promise<StepOutput> {
  return isStep(step) ? steps[step](parts, shop, call) : {}
}

/**
 * No pod runs and everything stays; the ingress then answers 503. It is a change of the release and
 * not of the cluster behind helm's back: the next release would meet a field that is another's.
 */
async function suspend(parts: Parts, shop: Shop, call: DriverCall): Promise<void> {
  const { helm, chartPath } = parts
  const names = namesOf(shop.id)
  const release = await endUnfinished(parts, shop, call)
  if (!release || release.config.suspended) return
  await call.guard()
  const change = { chart: chartPath, values: { suspended: true }, onTop: true }
  await helm.upgrade(names, change, call.signal)
}
