import { expect, test } from 'vitest'
import { classifyHelm } from './helm-errors.ts'

/** What helm 3 and 4 print, and API servers through them. */
const printed = [
  [
    'conflict',
    'releaseConflict',
    'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
  ],
  [
    'conflict',
    'releaseConflict',
    'Error: INSTALLATION FAILED: cannot re-use a name that is still in use',
  ],
  [
    'conflict',
    'releaseConflict',
    'Error: create: failed to create: secrets "sh.helm.release.v1.shop-1.v1" is forbidden: unable to create new content in namespace shop-1 because it is being terminated',
  ],
  [
    'conflict',
    'releaseConflict',
    'Error: UPGRADE FAILED: Operation cannot be fulfilled on deployments.apps "shop-1": the object has been modified; please apply your changes to the latest version and try again',
  ],
  [
    'quota',
    'quotaExceeded',
    'Error: persistentvolumeclaims "shop-1-uploads" is forbidden: exceeded quota: shop, requested: requests.storage=50Gi, used: requests.storage=0, limited: requests.storage=20Gi',
  ],
  [
    'quota',
    'quotaExceeded',
    'Error: release shop-1 failed, and has been uninstalled due to rollback-on-failure being set: failed to create: pods "shop-1-x" is forbidden: exceeded quota: shop, requested: limits.memory=8Gi: context deadline exceeded',
  ],
  [
    'transient',
    'clusterUnreachable',
    'Error: kubernetes cluster unreachable: Get "https://10.0.0.1:6443/version": dial tcp 10.0.0.1:6443: connect: connection refused',
  ],
  [
    'transient',
    'clusterUnreachable',
    'Error: INSTALLATION FAILED: Kubernetes cluster unreachable: Get "https://api.example:6443/version": dial tcp: lookup api.example: no such host',
  ],
  [
    'transient',
    'clusterUnreachable',
    'Error: query: failed to query with labels: Get "https://10.0.0.1:6443/api/v1/namespaces/shop-1/secrets": net/http: TLS handshake timeout',
  ],
  [
    'transient',
    'clusterUnreachable',
    'Error: Get "https://10.0.0.1:6443/api/v1": dial tcp 10.0.0.1:6443: i/o timeout',
  ],
  [
    'transient',
    'clusterUnreachable',
    'Error: UPGRADE FAILED: Patch "https://10.0.0.1:6443/apis/apps/v1/namespaces/a/deployments/b": unexpected EOF',
  ],
  [
    'transient',
    'clusterUnreachable',
    'Error: Get "https://10.0.0.1:6443/version": read tcp 10.1.2.3:40000->10.0.0.1:6443: read: connection reset by peer',
  ],
  [
    'transient',
    'clusterBusy',
    'Error: UPGRADE FAILED: create: failed to create: etcdserver: leader changed',
  ],
  ['transient', 'clusterBusy', 'Error: etcdserver: request timed out'],
  [
    'transient',
    'clusterBusy',
    'Error: the server is currently unable to handle the request (get secrets)',
  ],
  [
    'transient',
    'clusterBusy',
    'Error: query: failed to query with labels: the server has received too many requests and has asked us to try again later (get secrets)',
  ],
  [
    'transient',
    'clusterBusy',
    'Error: client rate limiter Wait returned an error: context deadline exceeded',
  ],
  [
    'transient',
    'clusterBusy',
    'Error: INSTALLATION FAILED: Internal error occurred: failed calling webhook "validate.nginx.ingress.kubernetes.io": context deadline exceeded',
  ],
  [
    'timeout',
    'releaseTimedOut',
    'Error: release shop-1 failed, and has been uninstalled due to rollback-on-failure being set: resource Deployment/shop-1/shop-1 not ready. status: InProgress, message: Ready: 0/1\ncontext deadline exceeded',
  ],
  [
    'timeout',
    'releaseTimedOut',
    'Error: release shop-1 failed, and has been uninstalled due to rollback-on-failure being set: resource Deployment/shop-1/shop-1 not ready. status: Failed, message: Progress deadline exceeded',
  ],
  [
    'timeout',
    'releaseTimedOut',
    'Error: release shop-1 failed, and has been uninstalled due to atomic being set: timed out waiting for the condition',
  ],
  [
    'permanent',
    'clusterForbids',
    'Error: query: failed to query with labels: secrets is forbidden: User "system:serviceaccount:holdfast:holdfast" cannot list resource "secrets" in API group "" in the namespace "shop-1"',
  ],
  [
    'permanent',
    'clusterForbids',
    'Error: the server has asked for the client to provide credentials: Unauthorized',
  ],
  [
    'permanent',
    'releaseFailed',
    "Error: values don't meet the specifications of the schema(s) in the following chart(s):\nwoocommerce:\n- at '/plan': value must be one of 'small', 'medium', 'large'",
  ],
  [
    'permanent',
    'releaseFailed',
    'Error: INSTALLATION FAILED: template: woocommerce/templates/web.yaml:1:4: executing "woocommerce/templates/web.yaml" at <include "shop.plan" .>: error calling include',
  ],
  ['permanent', 'releaseFailed', 'Error: path "/charts/woocommerce" not found'],
  ['permanent', 'releaseFailed', ''],
] as const

test.each(printed)('%s, %s: %s', (expected, code, stderr) => {
  expect(classifyHelm(stderr)).toMatchObject({ class: expected, code })
})

test('what people are told holds nothing of what was printed', () => {
  const said = printed.map(([, , stderr]) => classifyHelm(`${stderr} canary`).say)
  expect(said.join('\n')).not.toContain('canary')
  expect(said.every((say) => say.endsWith('.'))).toBe(true)
})
