import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { plans, type Plan } from '../../../contract/states.ts'
import { hostileNames } from '../../../fixtures/hostile-names.ts'
import type { KubeObject } from '../../../fixtures/kubernetes-emulator/objects.ts'
import { charts } from '../../../fixtures/kubernetes-tools.ts'
import {
  chartNames,
  goodValues,
  lint,
  render,
  renderEach,
  type ChartName,
} from '../../../fixtures/rendered.ts'
import { amountOf, totalOf } from '../../../fixtures/quota-use.ts'
import { dumpManifests } from '../data-dump.ts'
import { quotas } from '../quotas.ts'
import { medusaChart } from './medusa.ts'
import { woocommerceChart } from './woocommerce.ts'

// Real programs on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const kinds = { woocommerce: woocommerceChart, medusa: medusaChart }
const withName = (name: string) => ({ ...goodValues, store: { ...goodValues.store, name } })

describe.each(chartNames)('the chart %s', (chart) => {
  test('has nothing that the real helm finds wrong', async () => {
    expect(await lint(chart, { ...goodValues, plan: 'large' })).toBe('')
  })

  test('makes pods that the standard "restricted" admits, each within limits and with probes', async () => {
    const pods = await podsAt(chart, 'large')
    expect(pods.length).toBeGreaterThan(1)
    for (const pod of pods) expectRestricted(pod)
  })

  test.each(plans)(
    'fits into the quota of the plan %s, with a new version beside the old',
    async (plan) => {
      const used = totalOf([
        ...(await render(chart, { ...goodValues, plan })),
        ...dumpOf(chart, plan),
      ])
      for (const [resource, amount] of Object.entries(used)) {
        const allowed = (quotas[plan] as Readonly<Record<string, string>>)[resource]
        expect([resource, amount <= amountOf(allowed ?? '0')]).toEqual([resource, true])
      }
    },
  )

  test('holds no secret and takes none: all come by reference', async () => {
    const objects = await render(chart, goodValues)
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([])
    const secret = /password|secret|key|token/i
    const plain = containersOf(objects).flatMap(({ env }) =>
      env.filter(
        ({ name, value }) => secret.test(name) && value !== undefined && !/^1$/.test(value),
      ),
    )
    expect(plain).toEqual([])
    await expect(render(chart, { ...goodValues, adminPassword: 'x' })).rejects.toThrow(/schema/)
  })

  test('any name is one value of one ConfigMap, and changes nothing else', async () => {
    const names = ['Pier 9 Provisions', ...hostileNames]
    const each = await renderEach(chart, names.map(withName))
    expect(each.map((objects) => factsOf(objects)['store-name'])).toEqual(names)
    const rest = each.map((objects, index) => JSON.stringify(withoutName(objects, index)))
    expect(new Set(rest).size).toBe(1)
  })

  test('no value that a person gives is expanded by Kubernetes or read as a template', async () => {
    const objects = await render(chart, withName('$(ADMIN_PASSWORD) {{ .Values }}'))
    const expanded = containersOf(objects).flatMap(({ env, command, args }) =>
      [...env.map(({ value }) => value ?? ''), ...command, ...args].filter((text) =>
        /\$\(/.test(text),
      ),
    )
    expect(expanded).toEqual([])
    const templates = await readAll(chart)
    expect(templates).not.toMatch(/\btpl\b/)
  })

  test('suspended, nothing runs and everything stays', async () => {
    const running = await render(chart, goodValues)
    const suspended = await render(chart, { ...goodValues, suspended: true })
    expect(suspended.map(identityOf)).toEqual(running.map(identityOf))
    const replicas = suspended.flatMap(({ spec }) => (spec?.template ? [spec.replicas] : []))
    expect(new Set(replicas)).toEqual(new Set([0]))
  })

  test('an external database takes the place of its own', async () => {
    const external = { database: { external: { host: 'db.internal.example' } } }
    const objects = await render(chart, { ...goodValues, ...external })
    expect(objects.map(identityOf).join()).not.toContain('shop-1-db')
    expect(JSON.stringify(objects)).toContain('db.internal.example')
  })

  test.each([
    ['a plan that is none', { plan: 'huge' }],
    ['no secret named', { existingSecret: '' }],
    ['a host that is none', { host: 'a b' }],
    ['a host with a template in it', { host: '{{ .Values.plan }}.example' }],
    ['an id that is none', { store: { ...goodValues.store, id: '../../x' } }],
    ['a name over two lines', { store: { ...goodValues.store, name: 'a\nb' } }],
    ['a name that is too long', { store: { ...goodValues.store, name: 'x'.repeat(81) } }],
    ['a name that is no text', { store: { ...goodValues.store, name: { a: 1 } } }],
    ['a value that it does not know', { replicas: 3 }],
    ['an image with a command in it', { image: { repository: 'a b; rm -rf /' } }],
    ['an account that is not named', { serviceAccount: { create: false, name: '' } }],
  ])('refuses %s', async (_what, change) => {
    await expect(render(chart, { ...goodValues, ...change })).rejects.toThrow(
      /don't meet the specifications of the schema/,
    )
  })
})

test('what the charts share is the same in both', async () => {
  const shared = ['_shop.tpl', 'facts.yaml', 'ingress.yaml', 'service.yaml', 'service-account.yaml']
  for (const name of shared) {
    const [one, other] = await Promise.all(
      chartNames.map((chart) => readFile(join(charts, chart, 'templates', name), 'utf8')),
    )
    expect(one).toBe(other)
  }
})

test('a dump runs as restricted as the shops do', () => {
  for (const chart of chartNames) {
    const [, job] = dumpOf(chart, 'small')
    expectRestricted(job?.['spec'].template.spec, { probes: false })
  }
})

interface Container {
  readonly name: string
  readonly env: readonly { readonly name: string; readonly value?: string }[]
  readonly command: readonly string[]
  readonly args: readonly string[]
  readonly [field: string]: unknown
}

interface Pod {
  readonly containers: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly volumes?: readonly Readonly<Record<string, unknown>>[]
  readonly [field: string]: unknown
}

async function podsAt(chart: ChartName, plan: Plan): Promise<readonly Pod[]> {
  return podsOf(await render(chart, { ...goodValues, plan }))
}

function podsOf(objects: readonly KubeObject[]): readonly Pod[] {
  return objects.flatMap(({ spec }) => (spec?.template ? [spec.template.spec as Pod] : []))
}

function containersOf(objects: readonly KubeObject[]): readonly Container[] {
  return podsOf(objects)
    .flatMap(({ containers, initContainers = [] }) => [...initContainers, ...containers])
    .map((container) => ({ ...container, env: [], command: [], args: [], ...filled(container) }))
}

function filled(container: Container): Partial<Container> {
  return Object.fromEntries(Object.entries(container).filter(([, value]) => value !== undefined))
}

/** The volumes that the standard "restricted" admits. */
const admitted = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
]

function expectRestricted(pod: Pod, { probes = true } = {}): void {
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  })
  for (const host of ['hostNetwork', 'hostPID', 'hostIPC']) expect(pod).not.toHaveProperty(host)
  for (const { name: _name, ...volume } of pod.volumes ?? []) {
    expect(admitted).toEqual(expect.arrayContaining(Object.keys(volume)))
  }
  const { containers, initContainers = [] } = pod
  for (const container of [...containers, ...initContainers]) {
    expect(container).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      },
      resources: {
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { cpu: expect.any(String), memory: expect.any(String) },
      },
    })
  }
  if (!probes) return
  for (const container of containers) {
    expect(container).toHaveProperty('readinessProbe')
    expect(container).toHaveProperty('livenessProbe')
  }
}

function dumpOf(chart: ChartName, plan: Plan): readonly KubeObject[] {
  const secrets = { adminEmail: '', adminPassword: '', databasePassword: '', signingKey: '' }
  const { id, slug, name } = goodValues.store
  const shop = {
    id,
    slug,
    name,
    plan,
    version: '1',
    generation: 1,
    wasReady: true,
    secrets,
    outputs: {},
  }
  const { database } = kinds[chart]
  const owner = { instance: 'holdfast', engine: chart }
  return dumpManifests(shop, { owner, database, storageClass: '' }) as readonly KubeObject[]
}

function factsOf(objects: readonly KubeObject[]): Readonly<Record<string, string>> {
  return objects.find(({ kind }) => kind === 'ConfigMap')?.['data'] ?? {}
}

/** All there is but the name itself, and what is made of it or tells the parts apart. */
function withoutName(objects: readonly KubeObject[], index: number): unknown {
  const text = JSON.stringify(objects, (key, value: unknown) =>
    key === 'store-name' || key === 'checksum/facts' ? '' : value,
  )
  return text.replaceAll(`part${index}`, 'part').replaceAll(/"[-0-9a-f]{24}\d{12}"/g, '"id"')
}

function identityOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`
}

async function readAll(chart: ChartName): Promise<string> {
  const folder = join(charts, chart, 'templates')
  const names = await readdir(folder)
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.join('\n')
}
