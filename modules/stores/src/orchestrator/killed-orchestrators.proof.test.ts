import { expect, test } from 'vitest'
import { heldUpAt, placesOfCreation, placesOfDeletion } from '../fixtures/boundaries.ts'
import { heldUp, openFleet } from '../fixtures/fleet.ts'
import { wish } from '../fixtures/given-store.ts'

const fleet = await openFleet()
const room = { places: 100, caps: { organisation: 100, engine: 100, fleet: 100 } }
const short = { ...room, leaseMs: 2_000 }

test('kill -9 at every boundary of a creation, of an update and of a deletion: each ends as it was wanted', async () => {
  const ids = await fleet.ask(placesOfCreation.length)
  const halts = heldUpAt(ids, placesOfCreation)
  const first = await fleet.start({ ...short, halts })
  await heldUp(first, halts)
  await first.kill()

  // Those that are to be deleted, suspended and updated are held up by the process that comes next.
  const deleted = ids.slice(0, placesOfDeletion.length)
  const [suspended = '', updated = '', ...others] = ids.slice(deleted.length)
  const laterHalts = {
    ...heldUpAt(deleted, placesOfDeletion),
    [suspended]: 'before suspend',
    [updated]: 'after release',
  } as const
  const second = await fleet.start(short)
  await fleet.reach(ids, 'ready')
  const interrupted = ids[placesOfCreation.indexOf('during release')]
  expect(await fleet.historyOf(ids)).toEqual({
    doubled: [],
    missing: [],
    // What was left half installed was taken away, and made anew.
    removed: [`${interrupted} release`],
  })
  await second.kill()

  const third = await fleet.start({ ...short, halts: laterHalts })
  await Promise.all([
    ...deleted.map((id) => wish(fleet.database, id, { kind: 'delete', desired: 'deleted' })),
    wish(fleet.database, suspended, { kind: 'suspend', desired: 'suspended' }),
    wish(fleet.database, updated, { kind: 'update', plan: 'medium' }),
  ])
  await heldUp(third, laterHalts)
  await third.kill()

  await fleet.start(short)
  await fleet.reach(deleted, 'deleted')
  await fleet.reach([suspended], 'suspended')
  await fleet.reach([updated, ...others], 'ready')
  await fleet.expectNothingLeft(deleted)
  expect(await fleet.historyOf([suspended, updated, ...others])).toMatchObject({
    doubled: [],
    missing: [],
  })
}, 180_000)
