import { beforeAll, describe, expect, test } from 'vitest'
import { heldUpAt } from '../fixtures/boundaries.ts'
import { endsOf, heldUp, openFleet } from '../fixtures/fleet.ts'
import { wish } from '../fixtures/given-store.ts'
import type { DeedRow } from '../fixtures/outside.ts'

const fleet = await openFleet()

/** Places right before an effect: what is asked there decides whether it happens. */
const places = ['before isolate', 'before database', 'before release', 'before publish'] as const
/** Those of the first places are made by somebody else meanwhile, those of the others deleted. */
const room = {
  places: places.length * 2,
  caps: { organisation: 100, engine: 100, fleet: 100 },
}
const times = { leaseMs: 2_000, graceMs: 60_000 }

interface Thawed {
  readonly name: string
  readonly made: readonly string[]
  readonly deleted: readonly string[]
  readonly ends: readonly string[]
  /** What it did after it was thawed. */
  readonly since: readonly DeedRow[]
}

/** A process that is about to have an effect for each of its stores, and does not hear a thing. */
async function holder(name: string, isUnguarded: boolean) {
  const ids = await fleet.ask(places.length * 2)
  const halts = heldUpAt(ids, [...places, ...places])
  const child = await fleet.start({ ...room, ...times, name, isUnguarded, halts, isDeaf: true })
  await heldUp(child, halts)
  return {
    name,
    child,
    halts,
    made: ids.slice(0, places.length),
    deleted: ids.slice(places.length),
  }
}

type Holder = Awaited<ReturnType<typeof holder>>

async function thaw({ name, child, halts, made, deleted }: Holder): Promise<Thawed> {
  const before = (await fleet.outside.deeds()).length
  // The first thing it does when it is thawed.
  child.signal('SIGUSR2')
  child.signal('SIGCONT')
  const ends = await endsOf(child, halts)
  await child.stop()
  const since = (await fleet.outside.deeds()).slice(before).filter(({ by }) => by === name)
  return { name, made, deleted, ends, since }
}

describe('frozen past its lease, and thawed when another has done what was wanted', () => {
  let fenced: Thawed
  let twin: Thawed

  beforeAll(async () => {
    const holders = [await holder('fenced', false), await holder('unfenced', true)] as const
    for (const { child } of holders) child.signal('SIGSTOP')
    await fleet.start({ ...room, places: 100, name: 'next' })
    for (const id of holders.flatMap(({ deleted }) => deleted)) {
      await wish(fleet.database, id, { kind: 'delete', desired: 'deleted' })
    }
    await fleet.reach(
      holders.flatMap(({ made }) => made),
      'ready',
    )
    await fleet.reach(
      holders.flatMap(({ deleted }) => deleted),
      'deleted',
    )
    fenced = await thaw(holders[0])
    twin = await thaw(holders[1])
  }, 120_000)

  test('SIGSTOP past the lease, then SIGCONT: the thawed one is fenced and has no effect', async () => {
    expect(fenced.ends).toEqual(fenced.ends.map(() => 'LeaseLost'))
    expect(fenced.since).toEqual([])
    await fleet.expectEachOnce(fenced.made)
    await fleet.expectNothingLeft(fenced.deleted)
  })

  test('the same proof sees what is done past the fence', async () => {
    expect(twin.since.length).toBeGreaterThan(0)
    expect((await fleet.historyOf(twin.made)).doubled).not.toEqual([])
    await expect(fleet.expectNothingLeft(twin.deleted)).rejects.toThrow('to deeply equal')
  })
})
