import { expect, test } from 'vitest'
import { openKubernetes, type KubernetesEnvironment } from './kubernetes-shops.ts'

const nothing: KubernetesEnvironment = {
  STORES_KUBECONFIG: undefined,
  STORES_KUBE_CONTEXT: undefined,
  STORES_KUBE_DOMAIN: undefined,
  STORES_INGRESS_CLASS: undefined,
  STORES_STORAGE_CLASS: undefined,
}

async function opened(given: Partial<KubernetesEnvironment>) {
  const env = { ...nothing, ...given }
  const warnings: string[] = []
  const log = { warn: (_fields: object, text: string) => void warnings.push(text) }
  return { engines: await openKubernetes(env, log), warnings }
}

test('without a kubeconfig no shops in a cluster are offered, and nothing is said', async () => {
  expect(await opened({})).toEqual({ engines: [], warnings: [] })
})

test('without a domain for them none are offered, and that is said', async () => {
  const { engines, warnings } = await opened({ STORES_KUBECONFIG: '/etc/kubeconfig' })
  expect(engines).toEqual([])
  expect(warnings).toEqual(['Shops in Kubernetes need STORES_KUBE_DOMAIN and are not offered'])
})
