import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { proofSize } from '@holdfast/testing/proof'
import { beforeAll, describe, expect, test } from 'vitest'
import { heldUpAt, placesOfCreation } from '../fixtures/boundaries.ts'
import { endsOf, heldUp, openFleet } from '../fixtures/fleet.ts'
import { wish } from '../fixtures/given-store.ts'

const fleet = await openFleet()
const room = { places: 100, caps: { organisation: 100, engine: 100, fleet: 100 } }

/** A few will do every day: undoing goes the same way from wherever it begins. */
const placesOfCancelling = placesOfCreation.slice(-proofSize({ reduced: 8, full: 100 }))

describe('in the middle of a creation, at each of its boundaries', () => {
  let deleted: readonly string[] = []
  let cancelled: readonly string[] = []

  beforeAll(async () => {
    deleted = await fleet.ask(placesOfCreation.length)
    cancelled = await fleet.ask(placesOfCancelling.length)
    const halts = {
      ...heldUpAt(deleted, placesOfCreation),
      ...heldUpAt(cancelled, placesOfCancelling),
    }
    await using child = await fleet.start({ ...room, halts })
    await heldUp(child, halts)
    // There is something to take away.
    expect((await fleet.outside.things()).length).toBeGreaterThan(placesOfCreation.length)
    for (const id of deleted) await wish(fleet.database, id, { kind: 'delete', desired: 'deleted' })
    for (const id of cancelled) {
      await wish(fleet.database, id, { kind: 'cancel', desired: 'cancelled' })
    }
    await fleet.reach(deleted, 'deleted')
    await fleet.reach(cancelled, 'failed')
  }, 120_000)

  test('a store that is deleted leaves nothing', async () => {
    await fleet.expectNothingLeft(deleted)
    expect((await fleet.historyOf(deleted)).doubled).toEqual([])
  })

  test('a store that is cancelled leaves nothing', async () => {
    await fleet.expectNothingLeft(cancelled)
    expect((await fleet.historyOf(cancelled)).doubled).toEqual([])
  })
})

const reached = ['before database', 'after database', 'before release', 'after publish'] as const

/** A process with a line to the database of its own, held up at some stores of its own. */
async function behindProxy(order: { readonly isUnguarded: boolean }) {
  const { appUrl } = fleet
  const proxy = await startFaultProxy({ port: Number(new URL(appUrl).port) })
  const throughProxy = new URL(appUrl)
  throughProxy.port = String(proxy.port)
  const ids = await fleet.ask(reached.length)
  const halts = heldUpAt(ids, reached)
  const options = { ...room, places: reached.length, leaseMs: 2_000, halts, isDeaf: true, ...order }
  const child = await fleet.start({ ...options, appUrl: throughProxy.href })
  await heldUp(child, halts)

  /** Lets it go on without the database; the answer says how much it did. */
  async function goOnWithout(): Promise<number> {
    const before = (await fleet.outside.deeds()).length
    await proxy.cut()
    child.signal('SIGUSR2')
    await endsOf(child, halts)
    return (await fleet.outside.deeds()).length - before
  }
  return { proxy, child, ids, goOnWithout }
}

test('the database is lost in the middle of a step: nothing is done until it is back, then each once', async () => {
  const guarded = await behindProxy({ isUnguarded: false })
  const twin = await behindProxy({ isUnguarded: true })
  expect(await guarded.goOnWithout()).toBe(0)
  // The broken twin does not ask, and goes on.
  expect(await twin.goOnWithout()).toBeGreaterThan(0)
  await twin.child.stop()
  await guarded.proxy.heal()
  await fleet.reach(guarded.ids, 'ready')
  await fleet.expectEachOnce(guarded.ids)
  await Promise.all([guarded.child.stop(), guarded.proxy.close(), twin.proxy.close()])
}, 120_000)

test('SIGTERM hands over what is being done at once, long before the lease ends', async () => {
  const ids = await fleet.ask(6)
  const halts = heldUpAt(ids, ['before database', 'before release', 'before wait'])
  const long = { ...room, leaseMs: 120_000 }
  const ending = await fleet.start({ ...long, halts })
  await heldUp(ending, halts)
  await fleet.start(long)
  ending.signal('SIGTERM')
  expect(await ending.exited).toEqual({ code: 0, signal: null })
  await fleet.reach(ids, 'ready', 30_000)
  await fleet.expectEachOnce(ids)
}, 90_000)
