import { expect, test } from 'vitest'
import { createFakeDriver } from '../fixtures/fake-driver.ts'
import { wish } from '../fixtures/given-store.ts'
import { givenOrchestrators, patienceMs } from '../fixtures/orchestrators.ts'

const given = await givenOrchestrators()
const { database } = given

/** A driver that says that it took the data away, while they are still there, until it is told. */
function createLiar() {
  const driver = createFakeDriver()
  const { destroy } = driver
  const lie = { isTold: true }
  const lying: typeof destroy = async (finalizer, shop, call) =>
    finalizer === 'data' && lie.isTold ? {} : destroy(finalizer, shop, call)
  return { driver: Object.assign(driver, { destroy: lying }), lie }
}

/** The parts of a store that the timeline says are gone, in their order. */
async function removedOf(id: string): Promise<readonly unknown[]> {
  const events = await given.eventsOf(id)
  return events
    .filter(({ type }) => type === 'finalizer.removed')
    .map(({ data }) => data['finalizer'])
}

const isTried = (id: string) =>
  expect.poll(() => given.typesOf(id), { timeout: patienceMs }).toContain('cleanup.failed')

test('a part is gone when nothing of it is seen any more, not when its driver says so', async () => {
  const { driver, lie } = createLiar()
  given.start({ driver })
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  await isTried(id)
  expect(await removedOf(id)).toEqual(['traffic', 'release'])
  lie.isTold = false
  await given.reach(id, 'deleted')
  expect(await removedOf(id)).toEqual(['traffic', 'release', 'data', 'isolation', 'port'])
})

test('a creation is undone when nothing of it is seen any more, not when its driver says so', async () => {
  const { driver, lie } = createLiar()
  const waiting = Promise.withResolvers<void>()
  driver.before = async (deed, _shop, { signal }) => {
    if (deed !== 'verify') return
    waiting.resolve()
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  given.start({ driver })
  const { id } = await given.ask()
  await waiting.promise
  await wish(database, id, { kind: 'cancel', desired: 'cancelled' })
  await isTried(id)
  expect([...(driver.things.get(id) ?? [])]).toEqual(['data'])
  lie.isTold = false
  await given.reach(id, 'failed')
  expect([...(driver.things.get(id) ?? [])]).toEqual([])
})

test('what was gone and is there again when a deletion is tried anew goes again', async () => {
  const { driver, lie } = createLiar()
  given.start({ driver })
  const { id } = await given.ask()
  const store = await given.reach(id, 'ready')
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  await isTried(id)
  await given.makeLate(id)
  await given.reach(id, 'delete_blocked')
  // An orchestrator that was frozen in the middle of it has had its effect meanwhile.
  const call = { signal: AbortSignal.timeout(1_000), guard: async () => undefined, report() {} }
  const secrets = { adminEmail: '', adminPassword: '', databasePassword: '', signingKey: '' }
  await driver.apply('release', { ...store, wasReady: true, secrets, outputs: {} }, call)
  lie.isTold = false
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  await given.reach(id, 'deleted')
  expect([...(driver.things.get(id) ?? [])]).toEqual([])
  expect(driver.deedsOf(id).filter((deed) => deed === 'destroy release')).toHaveLength(2)
})

test('a shop that runs and does not answer is found in its turn, and repaired', async () => {
  const { driver } = given.start()
  Object.assign(driver, { gone: async () => [] })
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  driver.put(id, { state: 'starting', detail: 'It does not answer.' })
  await expect.poll(() => given.phasesOf(id), { timeout: patienceMs }).toContain('degraded')
  await given.reach(id, 'ready')
  const told = (await given.eventsOf(id)).find(({ data }) => data['to'] === 'degraded')
  expect(told?.data['detail']).toBe('It does not answer.')
})

test('what is found of a deleted store once is left alone: it may be on its way out', async () => {
  const { driver } = given.start()
  const { id } = await given.ask()
  const store = await given.reach(id, 'ready')
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  await given.reach(id, 'deleted')
  let looks = 0
  Object.assign(driver, { list: async () => (++looks === 1 ? [id] : []) })
  const call = { signal: AbortSignal.timeout(1_000), guard: async () => undefined, report() {} }
  const secrets = { adminEmail: '', adminPassword: '', databasePassword: '', signingKey: '' }
  await driver.apply('database', { ...store, wasReady: true, secrets, outputs: {} }, call)
  await expect.poll(() => looks, { timeout: patienceMs }).toBeGreaterThan(2)
  expect([...(driver.things.get(id) ?? [])]).toEqual(['data'])
})
