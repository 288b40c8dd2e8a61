import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test, vi } from 'vitest'
import type { Shop } from '../../driver/driver.ts'
import {
  callOf,
  makeShop,
  newShop,
  takeAway,
} from '../../fixtures/conformance/driver-under-test.ts'
import { givenHelmWorld } from '../../fixtures/helm-world.ts'
import type { KubeObject } from '../../fixtures/kubernetes-emulator/objects.ts'
import { charts, realKubectl } from '../../fixtures/kubernetes-tools.ts'
import { allowedRights, rightsFor } from '../../fixtures/rights.ts'
import { namesOf } from './names.ts'

// Real programs on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const { kubernetes, driverOf, objectsOf } = await givenHelmWorld()
const medusa = driverOf({ chart: 'medusa' })
const wooCommerce = driverOf()
const run = promisify(execFile)
let shop: Shop

beforeAll(async () => {
  const fresh = await newShop({ driver: medusa, versions: ['2.21.2'] }, { plan: 'large' })
  shop = await makeShop(medusa, fresh)
})

/** What the real kubectl says. */
async function kubectl(...args: readonly string[]): Promise<string> {
  const options = { env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent' } }
  const flags = [
    '--kubeconfig',
    kubernetes.kubeconfig,
    '--cache-dir',
    `${kubernetes.kubeconfig}.cache`,
  ]
  return (await run(realKubectl(), [...flags, ...args], options)).stdout
}

interface Listed {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> }
  readonly [field: string]: unknown
}

async function listed(kinds: string): Promise<readonly Listed[]> {
  const { namespace } = namesOf(shop.id)
  return JSON.parse(await kubectl('get', kinds, '--namespace', namespace, '--output', 'json')).items
}

test('kubectl finds the shop shut in: restricted pods, a quota, nothing in or out but what is needed', async () => {
  const { namespace } = namesOf(shop.id)
  const place: Listed = JSON.parse(await kubectl('get', 'namespace', namespace, '--output', 'json'))
  expect(place.metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
    'app.kubernetes.io/managed-by': 'holdfast',
    'holdfast.dev/store-id': shop.id,
  })
  const [accounts, quotas, policies] = await Promise.all([
    listed('serviceaccounts'),
    listed('resourcequotas,limitranges'),
    listed('networkpolicies'),
  ])
  expect(accounts.map(({ automountServiceAccountToken }) => automountServiceAccountToken)).toEqual([
    false,
    false,
  ])
  expect(quotas.map(({ kind }) => kind)).toEqual(['ResourceQuota', 'LimitRange'])
  expect(policies.find(({ metadata }) => metadata.name === 'default-deny')).toMatchObject({
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  })
  // No policy lets anything out but to the name servers and to the shop's own databases.
  const allowed = policies.flatMap(({ spec }) => (spec as { egress?: unknown[] }).egress ?? [])
  expect(allowed).toHaveLength(2)
})

test('its secrets lie in one Secret, and neither in the release nor anywhere else', () => {
  const { adminPassword, databasePassword, signingKey } = shop.secrets
  const secrets = [adminPassword, databasePassword, signingKey]
  const encoded = secrets.map((secret) => Buffer.from(secret).toString('base64'))
  const holding = objectsOf(shop).filter((object) => {
    const text = JSON.stringify(object) + releaseOf(object)
    return [...secrets, ...encoded].some((secret) => text.includes(secret))
  })
  expect(holding.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
    'Secret/shop-secrets',
  ])
  const releases = objectsOf(shop, 'Secret').filter(({ data }) => data?.release)
  expect(releases.map(releaseOf).join()).toContain('"existingSecret":"shop-secrets"')
})

/** What helm keeps of a release: values and manifests, packed. */
function releaseOf({ data }: KubeObject): string {
  if (!data?.release) return ''
  const packed = Buffer.from(Buffer.from(data.release, 'base64').toString(), 'base64')
  return gunzipSync(packed).toString()
}

test('its last lines are those of all its pods, in the order in which they were written', async () => {
  const { release } = namesOf(shop.id)
  kubernetes.logs.set(`${release}-0`, '2026-01-01T00:00:01Z one\n2026-01-01T00:00:03Z three\n')
  kubernetes.logs.set(
    `${release}-worker-0`,
    '2026-01-01T00:00:02Z two\n2026-01-01T00:00:04Z four\n',
  )
  kubernetes.logs.set(`${release}-db-0`, '2026-01-01T00:00:05Z of the database\n')
  const wanted = { lines: 3, signal: callOf().signal }
  expect(await medusa.logs(shop, wanted)).toBe('two\nthree\nfour')
})

test('it answers as the shop that was wanted, and says where', () => {
  expect(shop.outputs.verify).toEqual({ products: 4, publishableKey: 'pk_1' })
  expect(shop.outputs.publish).toEqual({
    url: `https://${shop.slug}.shops.example/`,
    adminUrl: `https://${shop.slug}.shops.example/app`,
  })
})

test('kubectl takes the manifest of rights', async () => {
  const args = ['create', '--dry-run=client', '--validate=false', '--output', 'name']
  const made = await kubectl(...args, '--filename', join(charts, 'rbac.yaml')).catch(String)
  expect(made).toContain('namespace/holdfast')
})

test('the rights that operators are told to give are those that are used, each of them', async () => {
  const fresh = await newShop({ driver: wooCommerce, versions: ['9.8.5'] })
  const other = await makeShop(wooCommerce, fresh)
  await wooCommerce.suspend(other, callOf())
  await wooCommerce.gone([other.id], callOf().signal)
  await wooCommerce.leftovers(other, callOf())
  kubernetes.behaviour.job = () => 'failed'
  await wooCommerce.destroy('data', other, callOf()).catch(() => undefined)
  kubernetes.behaviour.job = () => 'complete'
  await takeAway(wooCommerce, other)
  await takeAway(medusa, shop)
  const ours = kubernetes.asked.filter(({ agent }) => !agent.startsWith('kubectl'))
  const used = new Set(ours.flatMap(rightsFor))
  const allowed = allowedRights()
  expect([...used].filter((right) => !allowed.has(right))).toEqual([])
  const explained = new Set([...used].flatMap((right) => [right, ...impliedBy(right)]))
  expect([...allowed].filter((right) => !explained.has(right))).toEqual([])
})

/** To apply what is not there takes the right to create it; older servers list before they watch. */
function impliedBy(right: string): readonly string[] {
  return [right.replace(/ patch$/, ' create'), right.replace(/ watch$/, ' list')]
}
