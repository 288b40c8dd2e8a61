import { eventually } from '@holdfast/testing/eventually'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { DriverFailure } from '../../driver/driver-error.ts'
import type { Shop } from '../../driver/driver.ts'
import {
  callOf,
  makeShop,
  newShop,
  takeAway,
} from '../../fixtures/conformance/driver-under-test.ts'
import { about, givenHelmWorld } from '../../fixtures/helm-world.ts'
import { StatusError } from '../../fixtures/kubernetes-emulator/status-error.ts'

// Real programs on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const { kubernetes, driverOf, fault, objectsOf } = await givenHelmWorld()
const driver = driverOf({ waitSeconds: 60 })
const versions = ['9.8.5']
const aShop = (given: Partial<Shop> = {}) => newShop({ driver, versions }, given)
const prepared = async (shop: Shop) => makeShop(driver, shop, ['isolate', 'secrets'])

afterEach(() => {
  kubernetes.behaviour.ready = () => true
  kubernetes.behaviour.podsEndMs = 20
  kubernetes.behaviour.job = () => 'complete'
  kubernetes.endingMs = 20
})

async function failureOf(work: Promise<unknown>): Promise<DriverFailure> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toHaveProperty('failure')
  return (error as { failure: DriverFailure }).failure
}

describe('a release that fails', () => {
  test('is taken away when it was the first, and what helm said is kept', async () => {
    const shop = await prepared(await aShop())
    kubernetes.behaviour.ready = ({ kind }) => kind !== 'Deployment'
    const failure = await failureOf(driver.apply('release', shop, callOf()))
    expect(failure).toMatchObject({ class: 'timeout', code: 'releaseTimedOut' })
    expect(failure.output).toContain('not ready')
    expect(await driver.observe(shop, callOf())).toEqual({ state: 'absent' })
    expect(objectsOf(shop, 'Deployment')).toEqual([])
    await takeAway(driver, shop)
  })

  test('goes back to what ran when it was a change, and that runs on', async () => {
    const shop = await makeShop(driver, await aShop())
    kubernetes.behaviour.ready = ({ spec }) => !JSON.stringify(spec).includes(':9.9.0')
    const wanted = { ...shop, version: '9.9.0', generation: 2 }
    const failure = await failureOf(driver.apply('release', wanted, callOf()))
    expect(failure.class).toBe('timeout')
    const seen = await driver.observe(wanted, callOf())
    expect(seen).toEqual({ state: 'running', version: '9.8.5', plan: 'small', generation: 1 })
    await takeAway(driver, shop)
  })

  test('for a quota says so, and leaves nothing', async () => {
    const shop = await prepared(await aShop())
    const quota = 'persistentvolumeclaims "x" is forbidden: exceeded quota: shop, requested: 1'
    const full = fault({
      with: new StatusError(403, quota),
      matches: about(shop, 'PATCH', 'persistentvolumeclaims'),
    })
    const failure = await failureOf(driver.apply('release', shop, callOf()))
    full.undo()
    expect(failure).toMatchObject({ class: 'quota', code: 'quotaExceeded' })
    expect(await driver.observe(shop, callOf())).toEqual({ state: 'absent' })
    await takeAway(driver, shop)
  })
})

describe('an API server that', () => {
  test.each([
    [
      'has too much to do',
      new StatusError(429, 'too many', { retryAfter: 7 }),
      'clusterBusy',
      7_000,
    ],
    [
      'has lost its leader',
      new StatusError(500, 'etcdserver: leader changed'),
      'clusterBusy',
      undefined,
    ],
    ['cuts the line', 'reset', 'clusterUnreachable', undefined],
  ] as const)('%s is asked again later', async (...[, how, code, retryAfterMs]) => {
    const shop = await aShop()
    const ill = fault({ with: how, matches: ({ path }) => path.includes(shop.id) })
    const failure = await failureOf(driver.apply('isolate', shop, callOf()))
    ill.undo()
    expect(failure).toMatchObject({ class: 'transient', code })
    expect(failure.retryAfterMs).toBe(retryAfterMs)
  })

  test('answers helm badly is asked again later', async () => {
    const shop = await prepared(await aShop())
    const ill = fault({
      with: new StatusError(503, 'apiserver not ready'),
      matches: about(shop, 'POST', 'secrets'),
    })
    const failure = await failureOf(driver.apply('release', shop, callOf()))
    ill.undo()
    expect(failure).toMatchObject({ class: 'transient', code: 'clusterBusy' })
    await takeAway(driver, shop)
  })

  test('forbids something is not asked again', async () => {
    const shop = await aShop()
    const refusal = new StatusError(403, 'namespaces is forbidden: User "holdfast" cannot patch')
    const strict = fault({
      with: refusal,
      matches: ({ method, path }) => method === 'PATCH' && path.includes(shop.id),
    })
    const failure = await failureOf(driver.apply('isolate', shop, callOf()))
    strict.undo()
    expect(failure).toMatchObject({ class: 'permanent', code: 'clusterForbids' })
  })

  test('does not answer holds nobody up past the signal', async () => {
    const shop = await aShop()
    const silent = fault({ with: 'hang', matches: ({ path }) => path.includes(shop.id) })
    const abort = new AbortController()
    const observing = driver.observe(shop, callOf({ signal: abort.signal }))
    await eventually(() => expect(silent.befell()).toBe(1), { withinMs: 60_000 })
    const reason = new Error('the deadline')
    abort.abort(reason)
    await expect(observing).rejects.toBe(reason)
    silent.undo()
  })
})

describe('taking away', () => {
  test('keeps a dump of the data in a volume that outlives the shop, and nothing else', async () => {
    const shop = await makeShop(driver, await aShop())
    const before = kubernetes.objects('PersistentVolume').length
    await driver.destroy('traffic', shop, callOf())
    await driver.destroy('release', shop, callOf())
    const { dump } = await driver.destroy('data', shop, callOf())
    expect(objectsOf(shop, 'PersistentVolumeClaim').map(({ metadata }) => metadata.name)).toEqual([
      'dump',
    ])
    await driver.destroy('isolation', shop, callOf())
    const kept = kubernetes
      .objects('PersistentVolume')
      .filter(({ metadata }) => metadata.name === dump)
    expect(kept).toMatchObject([
      {
        metadata: { labels: { 'holdfast.dev/store-id': shop.id, 'holdfast.dev/kind': 'dump' } },
        spec: { persistentVolumeReclaimPolicy: 'Retain' },
      },
    ])
    expect(kubernetes.objects('PersistentVolume').length).toBe(before - 2 + 1)
    expect(await driver.leftovers(shop, callOf())).toEqual([])
  })

  test('leaves nothing of each part behind, one after the other, a second time too', async () => {
    const shop = await makeShop(driver, await aShop())
    kubernetes.behaviour.podsEndMs = 2_000
    const tried = ['traffic', 'release', 'data', 'traffic', 'release', 'data', 'isolation'] as const
    for (const finalizer of tried) {
      await driver.destroy(finalizer, shop, callOf())
      const left = await driver.leftovers(shop, callOf())
      expect(left.filter((one) => one.finalizer === finalizer)).toEqual([])
    }
  })

  test('stops before the data when the dump has failed', async () => {
    const shop = await makeShop(driver, await aShop())
    kubernetes.behaviour.job = () => 'failed'
    const failure = await failureOf(driver.destroy('data', shop, callOf()))
    expect(failure).toMatchObject({ class: 'permanent', code: 'dumpFailed' })
    const claims = objectsOf(shop, 'PersistentVolumeClaim').map(({ metadata }) => metadata.name)
    expect(
      claims.filter((name) => name.endsWith('-db-0') || name.endsWith('-uploads')),
    ).toHaveLength(2)
    const left = await driver.leftovers(shop, callOf())
    expect(left).toContainEqual({
      finalizer: 'data',
      kind: 'persistentvolumeclaim',
      name: claims[0],
    })
  })

  test('tries the dump anew when somebody asks again', async () => {
    const shop = await makeShop(driver, await aShop())
    kubernetes.behaviour.job = () => 'failed'
    await failureOf(driver.destroy('data', shop, callOf()))
    kubernetes.behaviour.job = () => 'complete'
    await takeAway(driver, shop)
    expect(await driver.leftovers(shop, callOf())).toEqual([])
  })

  test('goes on until the namespace is seen to be gone, however long it ends', async () => {
    const shop = await prepared(await aShop())
    kubernetes.endingMs = Infinity
    const abort = new AbortController()
    const removing = driver.destroy('isolation', shop, callOf({ signal: abort.signal }))
    const looks = () =>
      kubernetes.asked.filter(({ path }) => path.endsWith(`/namespaces/shop-${shop.id}`))
    await eventually(() => expect(looks().length).toBeGreaterThan(4), { withinMs: 60_000 })
    abort.abort(new Error('the deadline'))
    await expect(removing).rejects.toThrow('the deadline')
    const name = `shop-${shop.id}`
    const left = await driver.leftovers(shop, callOf())
    expect(left).toContainEqual({ finalizer: 'isolation', kind: 'namespace', name })
  })
})

describe('what belongs to others', () => {
  test('a namespace of the right name is neither taken over nor written to', async () => {
    const shop = await aShop()
    await makeForeignNamespace(`shop-${shop.id}`)
    const failure = await failureOf(driver.apply('isolate', shop, callOf()))
    expect(failure).toMatchObject({ class: 'permanent', code: 'namespaceTaken' })
    expect(objectsOf(shop)).toEqual([])
    const left = await driver.leftovers(shop, callOf())
    expect(left).toEqual([{ finalizer: 'isolation', kind: 'namespace', name: `shop-${shop.id}` }])
  })

  test('a namespace of the right name is not deleted', async () => {
    const shop = await aShop()
    await makeForeignNamespace(`shop-${shop.id}`)
    const failure = await failureOf(driver.destroy('isolation', shop, callOf()))
    expect(failure.code).toBe('namespaceTaken')
    expect(kubernetes.objects('Namespace').map(({ metadata }) => metadata.name)).toContain(
      `shop-${shop.id}`,
    )
  })

  test('what another Holdfast or another engine made is not listed', async () => {
    const shop = await prepared(await aShop())
    const others = [driverOf({ instance: 'another' }), driverOf({ chart: 'medusa' })]
    const lists = await Promise.all([driver, ...others].map((one) => one.list(callOf().signal)))
    expect(lists.map((ids) => ids.includes(shop.id))).toEqual([true, false, false])
    await takeAway(driver, shop)
  })
})

async function makeForeignNamespace(name: string): Promise<void> {
  await fetch(`${kubernetes.baseUrl}/api/v1/namespaces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  })
}
