import { resolve } from 'node:path'
import type { Log } from '@holdfast/kernel/log'
import { helmEngines, type Engine } from '@holdfast/stores'
import type { Environment } from './env.ts'

export type KubernetesEnvironment = Pick<
  Environment,
  | 'STORES_KUBECONFIG'
  | 'STORES_KUBE_CONTEXT'
  | 'STORES_KUBE_DOMAIN'
  | 'STORES_INGRESS_CLASS'
  | 'STORES_STORAGE_CLASS'
>

const charts = resolve(import.meta.dirname, '../../../deploy/stores')

/** The engines that make shops in a cluster, where one is named and helm is here. */
export async function openKubernetes(
  env: KubernetesEnvironment,
  log: Pick<Log, 'warn'>,
): Promise<readonly Engine[]> {
  const { STORES_KUBECONFIG: kubeconfig, STORES_KUBE_DOMAIN: domain } = env
  if (kubeconfig === undefined) return []
  if (domain === undefined) {
    log.warn({}, 'Shops in Kubernetes need STORES_KUBE_DOMAIN and are not offered')
    return []
  }
  const engines = helmEngines({
    charts,
    domain,
    kubeconfig: kubeconfig === 'in-cluster' ? undefined : resolve(kubeconfig),
    context: env.STORES_KUBE_CONTEXT,
    ingressClass: env.STORES_INGRESS_CLASS,
    storageClass: env.STORES_STORAGE_CLASS,
  })
  const refusal = await engines[0]?.driver.refusal(AbortSignal.timeout(10_000))
  if (refusal === undefined) return engines
  log.warn({ refusal }, 'Shops in Kubernetes are not offered')
  return []
}
