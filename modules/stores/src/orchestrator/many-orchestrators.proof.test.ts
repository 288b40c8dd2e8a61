import { proofSize } from '@holdfast/testing/proof'
import { eventually } from '@holdfast/testing/eventually'
import { beforeAll, describe, expect, test } from 'vitest'
import { openFleet } from '../fixtures/fleet.ts'
import { mostAtOnce, spansOf } from '../fixtures/spans.ts'

const processes = proofSize({ reduced: 3, full: 8 })
const stores = proofSize({ reduced: 24, full: 200 })
const organisations = ['org-1', 'org-2', 'org-3', 'org-4']
const caps = { organisation: 2, engine: 6, fleet: 6 }

describe(`${processes} orchestrators and ${stores} stores at once`, async () => {
  const fleet = await openFleet()
  const organisationOf = new Map<string, string>()

  beforeAll(async () => {
    const children = Array.from({ length: processes }, () =>
      fleet.start({ caps, places: 2, stepMs: 5, recordsSpans: true }),
    )
    await Promise.all(children)
    for (const organisationId of organisations) {
      const ids = await fleet.ask(stores / organisations.length, { organisationId })
      for (const id of ids) organisationOf.set(id, organisationId)
    }
    await fleet.reach([...organisationOf.keys()], 'ready', 300_000)
  }, 400_000)

  test('every external thing of every store is made exactly once', async () => {
    await fleet.expectEachOnce([...organisationOf.keys()])
  })

  test('more than one of them took part', async () => {
    const deeds = await fleet.outside.deeds()
    expect(new Set(deeds.map(({ by }) => by)).size).toBeGreaterThan(1)
  })

  test('no more are made at once than the caps say, of an organisation and in all', async () => {
    const spans = await spansOf(fleet.outside)
    expect(spans.length).toBeGreaterThanOrEqual(stores)
    expect(mostAtOnce(spans)).toBeLessThanOrEqual(caps.fleet)
    for (const organisation of organisations) {
      const own = spans.filter(({ storeId }) => organisationOf.get(storeId) === organisation)
      expect(mostAtOnce(own)).toBeLessThanOrEqual(caps.organisation)
    }
    // They are used, too: one after the other would keep to any cap.
    expect(mostAtOnce(spans)).toBeGreaterThan(1)
  })
})

test('who asks for one store waits for a few others, however many one organisation has asked for', async () => {
  const fleet = await openFleet()
  const room = { organisation: 4, engine: 4, fleet: 4 }
  await fleet.start({ caps: room, stepMs: 5 })
  const flood = await fleet.ask(proofSize({ reduced: 30, full: 200 }), { organisationId: 'flood' })
  const published = async () =>
    (await fleet.outside.deeds()).filter(
      ({ deed, thing }) => deed === 'create' && thing === 'publish',
    )
  await eventually(async () => expect((await published()).length).toBeGreaterThan(2), {
    withinMs: 60_000,
  })
  const doneBefore = (await published()).length
  const [one = ''] = await fleet.ask(1, { organisationId: 'small' })
  await fleet.reach([one], 'ready')
  const order = (await published()).map(({ storeId }) => storeId)
  expect(order.indexOf(one) - doneBefore).toBeLessThanOrEqual(3 * room.fleet)
  await fleet.reach(flood, 'ready', 300_000)
  await fleet.expectEachOnce([...flood, one])
}, 400_000)
