import { expect, test } from 'vitest'
import { DriverError } from '../driver/driver-error.ts'
import { createFakeDriver } from '../fixtures/fake-driver.ts'
import { wish } from '../fixtures/given-store.ts'
import { givenOrchestrators, patienceMs } from '../fixtures/orchestrators.ts'
import { stepNames } from '../contract/states.ts'

const given = await givenOrchestrators()
const { database } = given

test('a store that is asked for is made by all steps, each once, and is ready', async () => {
  const { driver } = given.start()
  const { id, slug } = await given.ask()
  const store = await given.reach(id, 'ready')
  expect(driver.deedsOf(id)).toEqual(stepNames)
  expect(store).toMatchObject({
    url: `http://${slug}`,
    admin_url: `http://${slug}/admin`,
    done_generation: 1,
    done_plan: 'small',
    next_at: null,
    failure: null,
  })
  expect(store.secrets).not.toBeNull()
  expect(await given.phasesOf(id)).toEqual(['queued', 'provisioning', 'verifying', 'ready'])
  expect(await given.operationsOf(id)).toMatchObject([{ kind: 'create', state: 'succeeded' }])
})

test('everything that is done for an operation says its correlation id, without a gap', async () => {
  given.start()
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  const events = await given.eventsOf(id)
  expect(new Set(events.map((event) => event.correlation_id))).toEqual(new Set([`c-${id}`]))
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
})

test('a step that fails for a moment is tried again, and those before it are not', async () => {
  const driver = createFakeDriver()
  let failures = 2
  driver.before = async (deed) => {
    if (deed !== 'database' || failures-- <= 0) return
    throw new DriverError('The database is busy.', {
      class: 'transient',
      code: 'busy',
      retryAfterMs: 1,
    })
  }
  given.start({ driver })
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  expect(driver.deedsOf(id).filter((deed) => deed === 'database')).toHaveLength(3)
  expect(driver.deedsOf(id).filter((deed) => deed === 'isolate')).toHaveLength(1)
})

test('a creation that can not succeed leaves nothing behind, and keeps what was printed', async () => {
  const driver = createFakeDriver()
  const output = `first ${'x'.repeat(70_000)} last`
  driver.before = async (deed) => {
    if (deed !== 'wait') return
    throw new DriverError('It does not start.', { class: 'permanent', code: 'broken', output })
  }
  given.start({ driver })
  const { id } = await given.ask()
  const store = await given.reach(id, 'failed')
  expect(store.failure).toEqual({
    class: 'permanent',
    code: 'broken',
    message: 'It does not start.',
  })
  expect([...(driver.things.get(id) ?? [])]).toEqual([])
  const printed = (await given.eventsOf(id)).find(({ type }) => type === 'operation.output')
  expect(String(printed?.data['output'])).toHaveLength(65_536)
  expect(String(printed?.data['output'])).toMatch(/^x.* last$/)
  expect(await given.operationsOf(id)).toMatchObject([{ state: 'failed', failure: store.failure }])
})

test('what failed is made when it is asked for again', async () => {
  const driver = createFakeDriver()
  let isBroken = true
  driver.before = async (deed) => {
    if (deed === 'wait' && isBroken) {
      throw new DriverError('No.', { class: 'permanent', code: 'broken' })
    }
  }
  given.start({ driver })
  const { id } = await given.ask()
  await given.reach(id, 'failed')
  isBroken = false
  await wish(database, id, { kind: 'create', desired: 'running' })
  expect(await given.reach(id, 'ready')).toMatchObject({ failure: null })
})

test('a cancellation stops the step that runs and takes everything away', async () => {
  const driver = createFakeDriver()
  const waiting = Promise.withResolvers<void>()
  driver.before = async (deed, _shop, { signal }) => {
    if (deed !== 'wait') return
    waiting.resolve()
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  given.start({ driver })
  const { id } = await given.ask()
  await waiting.promise
  await wish(database, id, { kind: 'cancel', desired: 'cancelled' })
  const store = await given.reach(id, 'failed')
  expect(store.failure).toMatchObject({ code: 'cancelled' })
  expect([...(driver.things.get(id) ?? [])]).toEqual([])
  expect(await given.operationsOf(id)).toMatchObject([
    { kind: 'create', state: 'superseded' },
    { kind: 'cancel', state: 'succeeded' },
  ])
})

test('a deletion takes over from a creation at once, and takes away in the order that is right', async () => {
  const driver = createFakeDriver()
  const waiting = Promise.withResolvers<void>()
  driver.before = async (deed, _shop, { signal }) => {
    if (deed !== 'verify') return
    waiting.resolve()
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  given.start({ driver })
  const { id } = await given.ask()
  await waiting.promise
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  await given.reach(id, 'deleted')
  const destroyed = driver.deedsOf(id).filter((deed) => deed.startsWith('destroy'))
  expect(destroyed).toEqual(
    ['traffic', 'release', 'data', 'isolation', 'port'].map((name) => `destroy ${name}`),
  )
})

test('what is still there when a deletion is late is said, and goes when it is asked for again', async () => {
  const driver = createFakeDriver()
  let isStuck = true
  driver.before = async (deed) => {
    if (deed === 'destroy data' && isStuck) {
      throw new DriverError('The volume is in use.', { class: 'transient', code: 'inUse' })
    }
  }
  given.start({ driver, random: () => 0 })
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  await expect.poll(() => given.typesOf(id), { timeout: patienceMs }).toContain('cleanup.failed')
  await given.makeLate(id)
  const store = await given.reach(id, 'delete_blocked')
  expect(store.leftovers).toContainEqual({ finalizer: 'data', kind: 'thing', name: 'data' })
  expect(driver.things.get(id)).not.toContain('release')
  isStuck = false
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  expect(await given.reach(id, 'deleted')).toMatchObject({ leftovers: null, secrets: null })
})

test('what is left of a creation that failed is taken away later, by itself, and it says so', async () => {
  const driver = createFakeDriver()
  let isAway = true
  driver.before = async (deed) => {
    if (deed === 'wait') {
      throw new DriverError('It does not start.', { class: 'permanent', code: 'broken' })
    }
    if (deed === 'destroy data' && isAway) {
      throw new DriverError('The server is away.', { class: 'transient', code: 'away' })
    }
  }
  given.start({ driver, times: { deleteAgainMs: 1 } })
  const { id } = await given.ask()
  await expect.poll(() => given.typesOf(id), { timeout: patienceMs }).toContain('cleanup.failed')
  await given.makeLate(id)
  const { leftovers, failure } = await given.reach(id, 'failed')
  expect(leftovers).toContainEqual({ finalizer: 'data', kind: 'thing', name: 'data' })
  isAway = false
  await expect.poll(() => given.typesOf(id), { timeout: patienceMs }).toContain('store.cleared')
  expect([...(driver.things.get(id) ?? [])]).toEqual([])
  expect(await given.reach(id, 'failed')).toMatchObject({ leftovers: null, failure })
})

test('a shop that ends by itself is repaired, and the timeline says so', async () => {
  const { driver } = given.start()
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  driver.crash(id)
  await expect.poll(() => given.phasesOf(id), { timeout: patienceMs }).toHaveLength(6)
  await given.reach(id, 'ready')
  expect((await given.phasesOf(id)).slice(-2)).toEqual(['degraded', 'ready'])
  expect(await given.operationsOf(id)).toMatchObject([{}, { kind: 'repair', state: 'succeeded' }])
})

test('a shop whose end nobody told is found by the sweep', async () => {
  const { driver } = given.start()
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  driver.put(id, { state: 'stopped' })
  await expect.poll(() => given.phasesOf(id), { timeout: patienceMs }).toContain('degraded')
  await given.reach(id, 'ready')
})

test('a shop that ended with whoever swept is found by the next to start, and not when its turn comes', async () => {
  const rare = { sweepEveryMs: 600_000 }
  const { driver } = given.start(rare)
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  driver.put(id, { state: 'stopped' })
  given.start({ ...rare, driver })
  await expect.poll(() => given.phasesOf(id), { timeout: patienceMs }).toContain('degraded')
  await given.reach(id, 'ready')
})

test('a store is closed for a while and opened again', async () => {
  const { driver } = given.start()
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  await wish(database, id, { kind: 'suspend', desired: 'suspended' })
  await given.reach(id, 'suspended')
  await wish(database, id, { kind: 'resume', desired: 'running' })
  await given.reach(id, 'ready')
  expect((await given.phasesOf(id)).slice(4)).toEqual([
    'suspending',
    'suspended',
    'resuming',
    'ready',
  ])
  expect(driver.deedsOf(id)).toContain('suspend')
})

test('an upgrade that fails goes back to what was there, and is not tried for ever', async () => {
  const driver = createFakeDriver()
  driver.before = async (deed, { version }) => {
    if (deed === 'wait' && version === '2.0.0') {
      throw new DriverError('2.0.0 does not start.', { class: 'permanent', code: 'broken' })
    }
  }
  given.start({ driver })
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  await wish(database, id, { kind: 'update', version: '2.0.0' })
  await expect.poll(() => given.phasesOf(id), { timeout: patienceMs }).toHaveLength(6)
  const store = await given.reach(id, 'ready')
  expect(store).toMatchObject({ version: '1.0.0', done_version: '1.0.0', done_generation: 2 })
  expect(await given.operationsOf(id)).toMatchObject([
    {},
    { kind: 'update', state: 'failed', failure: { code: 'broken' } },
  ])
})

test('a release that somebody left pending is ended before it goes on', async () => {
  const driver = createFakeDriver()
  let isPending = true
  driver.before = async (deed, { id }) => {
    if (deed !== 'release' || !isPending) return
    isPending = false
    driver.put(id, { state: 'stopped', pending: 'install' })
    throw new DriverError('Another one is at it.', {
      class: 'conflict',
      code: 'pending',
      retryAfterMs: 1,
    })
  }
  given.start({ driver })
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  expect(driver.deedsOf(id).slice(5, 8)).toEqual(['release', 'recover install', 'release'])
})

test('who is shut down lets go at once, and the next goes on where it was', async () => {
  const driver = createFakeDriver()
  const waiting = Promise.withResolvers<void>()
  driver.before = async (deed, _shop, { signal }) => {
    if (deed !== 'migrate') return
    waiting.resolve()
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  const first = given.start({ driver })
  const { id } = await given.ask()
  await waiting.promise
  driver.before = async () => undefined
  given.start({ driver })
  await first.orchestrator.stop(AbortSignal.abort())
  await given.reach(id, 'ready')
  expect(driver.deedsOf(id).filter((deed) => deed === 'database')).toHaveLength(1)
  expect(await given.operationsOf(id)).toMatchObject([{ state: 'succeeded', failure: null }])
  // What was cut off has not failed, and costs no attempt.
  const begun = (await given.eventsOf(id)).filter(({ type }) => type === 'step.started')
  expect(begun.filter(({ step }) => step === 'migrate')).toHaveLength(2)
  expect(begun.map(({ data }) => data['attempt'])).toEqual(begun.map(() => 1))
})

test('what is left of a store that is gone is taken away, and a shop that nobody here knows is left alone', async () => {
  const { driver } = given.start()
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  const store = await given.reach(id, 'deleted')
  const call = { signal: AbortSignal.timeout(1_000), guard: async () => undefined, report() {} }
  const shop = { ...store, wasReady: true, secrets: secretsOfNobody, outputs: {} }
  await driver.apply('database', shop, call)
  // Restored from a backup, a database does not know the shops that came after it.
  const unknown = '01980000-0000-7000-8000-00000000beef'
  await driver.apply('database', { ...shop, id: unknown }, call)
  await expect.poll(() => driver.things.get(id)?.size, { timeout: patienceMs }).toBe(0)
  expect(driver.things.get(unknown)?.size).toBe(1)
})

const secretsOfNobody = { adminEmail: '', adminPassword: '', databasePassword: '', signingKey: '' }
