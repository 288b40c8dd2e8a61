import { AsyncLocalStorage } from 'node:async_hooks'
import type {
  CoreV1Api,
  KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
} from '@kubernetes/client-node'
import { failureOfCluster } from './cluster-errors.ts'

export interface ClusterOptions {
  /** A file; without one we are inside the cluster. */
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  /** For one request; 15 s unless told. */
  readonly timeoutMs?: number | undefined
}

/** Of which object is spoken. */
export interface Ref {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

/** Which objects are looked for. */
export interface Wanted {
  readonly apiVersion: string
  readonly kind: string
  /** In all of them unless told. */
  readonly namespace?: string
  /** By labels. */
  readonly selector: string
}

/** An object as we write it. */
export interface Manifest extends KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
  }
  readonly [field: string]: unknown
}

/** An object as the cluster tells it; `spec` and `status` are read where they are needed. */
export interface Found extends KubernetesObject {
  readonly spec?: unknown
  readonly status?: unknown
  readonly data?: unknown
}

const fieldManager = 'holdfast'
const pageSize = 200

/**
 * The API server of a cluster. The client is loaded with the first request, as it is large. Requests
 * end with their signal and after a time of their own, and throw `DriverError`.
 */
export function createCluster(options: ClusterOptions) {
  const { timeoutMs = 15_000 } = options
  const signals = new AsyncLocalStorage<AbortSignal>()
  let connected: Promise<Client> | undefined

  async function ask<T>(signal: AbortSignal, request: (client: Client) => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    connected ??= connect(options, signals)
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    try {
      const client = await connected
      return await signals.run(limited, () => request(client))
    } catch (error) {
      signal.throwIfAborted()
      throw failureOfCluster(error)
    }
  }

  return {
    /** Makes an object be so, whether it is there or not; fields of others stay. */
    async apply(manifest: Manifest, signal: AbortSignal): Promise<void> {
      await ask(signal, ({ objects, strategies }) =>
        objects.patch(
          copy(manifest),
          undefined,
          undefined,
          fieldManager,
          true,
          strategies.ServerSideApply,
        ),
      )
    },
    /** Changes fields of an object that somebody else has made. */
    async merge(change: Manifest, signal: AbortSignal): Promise<void> {
      await ask(signal, ({ objects, strategies }) =>
        objects.patch(
          copy(change),
          undefined,
          undefined,
          fieldManager,
          undefined,
          strategies.MergePatch,
        ),
      )
    },
    async read(ref: Ref, signal: AbortSignal): Promise<Found | undefined> {
      return ask(signal, ({ objects }) => objects.read<Found & Header>(headerOf(ref))).catch(
        orNothing,
      )
    },
    /** Begins to take an object away; nothing happens when it is not there. */
    async remove(ref: Ref, signal: AbortSignal): Promise<void> {
      const propagation = 'Background'
      await ask(signal, ({ objects }) =>
        objects.delete(headerOf(ref), undefined, undefined, undefined, undefined, propagation),
      ).catch(orNothing)
    },
    /** All of them, page by page. */
    async list(wanted: Wanted, signal: AbortSignal): Promise<readonly Found[]> {
      const { apiVersion, kind, namespace, selector } = wanted
      const found: Found[] = []
      let next: string | undefined
      do {
        const page = await ask(signal, ({ objects }) =>
          objects.list(
            apiVersion,
            kind,
            namespace,
            undefined,
            undefined,
            undefined,
            undefined,
            selector,
            pageSize,
            next,
          ),
        )
        found.push(...page.items)
        next = page.metadata?._continue
      } while (next)
      return found
    },
    /** The last lines of a pod, each behind its time; empty where the pod is gone or has not begun. */
    async podLog(
      pod: { namespace: string; name: string; container: string },
      lines: number,
      signal: AbortSignal,
    ) {
      const { namespace, name, container } = pod
      const wanted = { namespace, name, container, tailLines: lines, timestamps: true }
      const log = await ask(signal, ({ core }) => core.readNamespacedPodLog(wanted)).catch(
        orNothing,
      )
      return log ?? ''
    },
  }
}
export type Cluster = ReturnType<typeof createCluster>

type Header = { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } }

interface Client {
  readonly objects: KubernetesObjectApi
  readonly core: CoreV1Api
  readonly strategies: typeof PatchStrategy
}

async function connect(
  { kubeconfig, context }: ClusterOptions,
  signals: AsyncLocalStorage<AbortSignal>,
): Promise<Client> {
  const kubernetes = await import('@kubernetes/client-node')
  const config = new kubernetes.KubeConfig()
  if (kubeconfig === undefined) config.loadFromCluster()
  else config.loadFromFile(kubeconfig)
  if (context !== undefined) config.setCurrentContext(context)
  const server = config.getCurrentCluster()?.server
  if (server === undefined) throw new Error('the kubeconfig names no cluster')
  const configuration = kubernetes.createConfiguration({
    baseServer: new kubernetes.ServerConfiguration(server, {}),
    authMethods: { default: config },
    promiseMiddleware: [
      {
        async pre(request) {
          const signal = signals.getStore()
          if (signal) request.setSignal(signal)
          return request
        },
        post: async (response) => response,
      },
    ],
  })
  return {
    objects: new kubernetes.KubernetesObjectApi(configuration),
    core: new kubernetes.CoreV1Api(configuration),
    strategies: kubernetes.PatchStrategy,
  }
}

function headerOf({ apiVersion, kind, name, namespace }: Ref): Header {
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) } }
}

/** The client writes into what it is given. */
function copy(manifest: Manifest): Manifest {
  return structuredClone(manifest)
}

function orNothing(error: unknown): undefined {
  if (error instanceof Error && 'failure' in error && isAbsent(error.failure)) return undefined
  throw error
}

function isAbsent(failure: unknown): boolean {
  return (
    typeof failure === 'object' &&
    failure !== null &&
    'code' in failure &&
    failure.code === 'notFound'
  )
}
