import type { Plan } from '../../contract/states.ts'
import type { ShopSecrets } from '../../driver/driver.ts'
import type { Manifest } from './cluster.ts'
import { quotas } from './quotas.ts'
import { labelsOf, namesOf, secretName, serviceAccount, type Owner } from './names.ts'

export interface BundleOptions {
  readonly owner: Owner
  /** Whose pods may reach the shop's pages. */
  readonly ingressNamespace: string
  /** What shops may reach outside of the cluster, beside nothing: `{ cidr: '0.0.0.0/0', … }`. */
  readonly egress: readonly Egress[]
}

export interface Egress {
  readonly cidr: string
  readonly except?: readonly string[]
  readonly ports: readonly number[]
}

/** What a shop lives in, in the order in which it is made: the namespace first. */
export function namespaceBundle(
  shop: { readonly id: string; readonly plan: Plan },
  options: BundleOptions,
): readonly Manifest[] {
  const { namespace } = namesOf(shop.id)
  const labels = labelsOf(shop.id, options.owner)
  const inside = (name: string) => ({ name, namespace, labels })
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: {
          ...labels,
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'latest',
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: inside('shop'),
      spec: { hard: quotas[shop.plan] },
    },
    { apiVersion: 'v1', kind: 'LimitRange', metadata: inside('shop'), spec: { limits } },
    ...policies(options).map(({ name, spec }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: inside(name),
      spec,
    })),
    // The account that pods get which name none has no token either.
    ...[serviceAccount, 'default'].map((name) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: inside(name),
      automountServiceAccountToken: false,
    })),
  ]
}

/** The shop's secrets, where its pods read them; nothing else knows them. */
export function secretManifest(
  shop: { readonly id: string; readonly secrets: ShopSecrets },
  owner: Owner,
): Manifest {
  const { namespace } = namesOf(shop.id)
  const { adminEmail, adminPassword, databasePassword, signingKey } = shop.secrets
  const values = {
    'admin-email': adminEmail,
    'admin-password': adminPassword,
    'database-password': databasePassword,
    'signing-key': signingKey,
  }
  const data = Object.entries(values).map(([key, value]) => [
    key,
    Buffer.from(value).toString('base64'),
  ])
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, namespace, labels: labelsOf(shop.id, owner) },
    type: 'Opaque',
    data: Object.fromEntries(data),
  }
}

const limits = [
  {
    type: 'Container',
    default: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '256Mi' },
    defaultRequest: { cpu: '50m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
  },
]

const component = 'app.kubernetes.io/component'
const among = (...values: string[]) => ({
  matchExpressions: [{ key: component, operator: 'In', values }],
})
const ofNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
})

/** Nothing goes in or out but this. */
function policies({ ingressNamespace, egress }: BundleOptions) {
  const programs = among('web', 'worker')
  const stores = among('database', 'redis')
  const dns = [53].flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ protocol, port })))
  return [
    { name: 'default-deny', spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
    {
      name: 'allow-dns',
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              {
                ...ofNamespace('kube-system'),
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
            ports: dns,
          },
        ],
      },
    },
    {
      name: 'allow-storefront',
      spec: {
        podSelector: among('web'),
        policyTypes: ['Ingress'],
        ingress: [
          { from: [ofNamespace(ingressNamespace)], ports: [{ protocol: 'TCP', port: 'http' }] },
        ],
      },
    },
    {
      name: 'allow-database',
      spec: {
        podSelector: stores,
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: programs }] }],
      },
    },
    {
      name: 'allow-programs',
      spec: {
        podSelector: programs,
        policyTypes: ['Egress'],
        egress: [
          { to: [{ podSelector: stores }] },
          ...egress.map(({ cidr, except, ports }) => ({
            to: [{ ipBlock: { cidr, ...(except ? { except: [...except] } : {}) } }],
            ports: ports.map((port) => ({ protocol: 'TCP', port })),
          })),
        ],
      },
    },
  ]
}
