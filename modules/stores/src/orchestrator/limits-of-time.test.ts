import { randomBytes } from 'node:crypto'
import { createVault } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import { expect, test } from 'vitest'
import { claimStores } from '../claim/claim-stores.ts'
import type { DriverCall } from '../driver/driver.ts'
import { DriverError } from '../driver/driver-error.ts'
import { createFakeDriver } from '../fixtures/fake-driver.ts'
import { wish } from '../fixtures/given-store.ts'
import { givenOrchestrators, patienceMs } from '../fixtures/orchestrators.ts'

const given = await givenOrchestrators()
const { database } = given

const untilAborted = ({ signal }: DriverCall) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

test('a step that hangs is stopped, tried again, and fails with what it was', async () => {
  const driver = createFakeDriver()
  driver.before = async (deed, _shop, call) => {
    if (deed === 'wait') await untilAborted(call)
  }
  given.start({ driver, times: { stepMs: 50 } })
  const { id } = await given.ask()
  const store = await given.reach(id, 'failed')
  expect(store.failure).toMatchObject({ class: 'timeout', code: 'tookTooLong' })
  expect(driver.deedsOf(id).filter((deed) => deed === 'wait')).toHaveLength(3)
  const told = (await given.eventsOf(id)).filter(({ type }) => type === 'step.failed')
  const again = 'It took longer than it may. It is tried again in 1 s.'
  expect(told.map(({ message }) => message)).toEqual([again, again, 'It took longer than it may.'])
})

test('a driver that does not hear that it should stop holds up nobody', async () => {
  const driver = createFakeDriver()
  driver.before = async (deed) => {
    if (deed === 'wait') await new Promise(() => undefined)
  }
  given.start({ driver, times: { stepMs: 50, graceMs: 50 } })
  const { id } = await given.ask()
  expect((await given.reach(id, 'failed')).failure).toMatchObject({ code: 'tookTooLong' })
})

test('an operation that is late has failed, and what it made is gone', async () => {
  const driver = createFakeDriver()
  const waiting = Promise.withResolvers<void>()
  driver.before = async (deed, _shop, call) => {
    if (deed !== 'wait') return
    waiting.resolve()
    await untilAborted(call)
  }
  given.start({ driver, times: { lateMs: 0 } })
  const { id } = await given.ask()
  await waiting.promise
  await given.makeLate(id)
  const store = await given.reach(id, 'failed')
  expect(store.failure).toMatchObject({ class: 'timeout', code: 'deadlinePassed' })
  expect([...(driver.things.get(id) ?? [])]).toEqual([])
})

test('an operation that is late ends also when its holder holds on to the store for ever', async () => {
  const { id, engine } = await given.ask()
  const holder = { database, owner: newId(), engines: [engine], leaseMs: 3_600_000 }
  const caps = { organisation: 1, engine: 1, fleet: 99 }
  const claim = { ...holder, caps, now: () => new Date(), operationMs: 0 }
  expect(await claimStores(claim, { free: 1, except: [] })).toHaveLength(1)
  given.start({ times: { lateMs: 0 } })
  const store = await given.reach(id, 'failed')
  expect(store.failure).toMatchObject({ code: 'deadlinePassed' })
})

test('a repair that fails is tried again, later each time', async () => {
  const { driver } = given.start()
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  driver.before = async (deed) => {
    if (deed !== 'release') return
    throw new DriverError('It does not start.', { class: 'permanent', code: 'broken' })
  }
  driver.crash(id)
  const minutes: number[] = []
  for (const failures of [1, 2, 3]) {
    await expect.poll(() => repairsOf(id, 'failed'), { timeout: patienceMs }).toBe(failures)
    await given.reach(id, 'degraded')
    minutes.push(await given.minutesToWait(id))
    await given.makeDue(id)
  }
  expect(minutes).toEqual([1, 2, 4])
})

test('a shop that stops again and again is back at once at first, then later each time, and it says so', async () => {
  const { driver } = given.start()
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  for (const repairs of [1, 2, 3]) {
    driver.crash(id)
    await expect.poll(() => repairsOf(id, 'succeeded'), { timeout: patienceMs }).toBe(repairs)
    await given.reach(id, 'ready')
  }
  for (const minutes of [1, 2]) {
    driver.crash(id)
    await given.reach(id, 'degraded')
    expect(await given.minutesToWait(id)).toBe(minutes)
    const message = `It stops again and again: it is started again in ${minutes} min.`
    expect((await given.eventsOf(id)).at(-1)).toMatchObject({ level: 'warning', message })
    await given.makeDue(id)
    await given.reach(id, 'ready')
  }
})

async function repairsOf(id: string, state: string): Promise<number> {
  const operations = await given.operationsOf(id)
  return operations.filter((one) => one.kind === 'repair' && one.state === state).length
}

test('a store whose secrets nobody can open any more still goes', async () => {
  given.start()
  const { id } = await given.ask()
  await given.reach(id, 'ready')
  await given.stopAll()
  const vault = createVault({ current: { id: 'other', key: randomBytes(32) }, previous: [] })
  given.start({ vault })
  await wish(database, id, { kind: 'delete', desired: 'deleted' })
  await given.reach(id, 'deleted')
})

test('what is done is measured: claims, steps by their end, failures by their code', async () => {
  const driver = createFakeDriver()
  driver.before = async (deed) => {
    if (deed === 'verify') throw new TypeError('nobody expected this')
  }
  const { metrics } = given.start({ driver })
  const { id } = await given.ask()
  await given.reach(id, 'failed')
  const { body } = await metrics.render()
  expect(body).toMatch(/stores_claims_total [1-9]/)
  expect(body).toContain('stores_step_seconds_count{step="verify",outcome="failed"} 5')
  expect(body).toContain('stores_step_seconds_count{step="release",outcome="done"} 1')
  expect(body).toContain('stores_failures_total{class="transient",code="unexpected"} 1')
  expect(body).toMatch(/stores_by_phase\{phase="ready"\} \d/)
  expect(body).toMatch(/stores_poll_interval_seconds 600/)
})
