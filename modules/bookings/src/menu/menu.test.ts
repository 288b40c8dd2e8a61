import { testDatabase } from '@holdfast/testing/database'
import { describe, expect, test } from 'vitest'
import { chicken, createOfferWorld, idOf, party } from '../fixtures/offer-world.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { migrations, type BookingChanges } from '../fixtures/world.ts'
import { changeMenu } from './change-menu.ts'

const { database } = await testDatabase({ migrations })
const world = createOfferWorld(database)
const { parts, operator, change } = world

const refusal = async (changes: BookingChanges) =>
  outcomeOf(world.book(await world.station(1), { party, ...changes }))

describe('a menu', () => {
  test.each<[string, BookingChanges, string]>([
    ['two portions for each guest', { menu: chicken(24) }, 'done'],
    ['one too few', { menu: chicken(23) }, 'bookings.menuMismatch'],
    ['one too many', { menu: chicken(25) }, 'bookings.menuMismatch'],
    [
      'a dish that is not on it',
      { menu: { proteins: [{ id: 'whale', portions: 24 }], addOns: [] } },
      'bookings.unknownDish',
    ],
    [
      'an add-on that is not on it',
      { menu: { ...chicken(24), addOns: [{ id: 'gold', quantity: 1 }] } },
      'bookings.unknownDish',
    ],
    [
      'little ones may eat, and need not',
      { party: { adults: 2, children: 1, underSix: 2 }, menu: chicken(8) },
      'done',
    ],
  ])('takes %s: %j', async (_, changes, outcome) => {
    expect(await refusal(changes)).toBe(outcome)
  })

  test('is refused where the station has none', async () => {
    const station = await world.station(1, { menu: null })
    const booked = world.book(station, { party, menu: chicken(24) })
    expect(await outcomeOf(booked)).toBe('bookings.unknownDish')
  })

  test('can be chosen later, is told and priced, and must fit a party that grows', async () => {
    const { id } = await world.book(await world.station(1), { party })
    const menu = {
      proteins: [
        { id: 'steak', portions: 20 },
        { id: 'lobster-tail', portions: 4 },
      ],
      addOns: [{ id: 'noodles', quantity: 2 }],
    }
    const chosen = await change(id, { menu })
    expect(chosen.menu?.proteins[1]).toEqual({
      id: 'lobster-tail',
      name: 'Lobster tail',
      portions: 4,
    })
    expect(chosen.price.total.amount).toBe(12 * 5_500 + 4 * 1_500 + 2 * 500)
    const larger = { party: { adults: 13 } }
    expect(await outcomeOf(change(id, larger))).toBe('bookings.menuMismatch')
    expect(await outcomeOf(change(id, { ...larger, menu: chicken(26) }))).toBe('done')
  })

  test('is final 12 hours before for the guest', async () => {
    const other = createOfferWorld(database)
    const { id } = await other.book(await other.station(1), { party })
    const finalMs = Date.parse('2026-05-16T10:00:00Z')
    const choose = () => other.change(id, { menu: chicken(24) })
    await other.clock.advance(finalMs - other.clock.now().getTime())
    expect(await outcomeOf(choose())).toBe('done')
    await other.clock.advance(1)
    expect(await outcomeOf(choose())).toBe('bookings.tooLateToChange')
  })

  test('that changes is a new version; what was booked is served and priced as before', async () => {
    const station = await world.station(1)
    const menu = { proteins: [{ id: 'filet-mignon', portions: 24 }], addOns: [] }
    const { id, price } = await world.book(station, { party, menu })
    const proteins = [{ id: 'tofu', name: 'Tofu', surcharge: 0 }]
    await changeMenu(operator, { ...idOf(station.id), body: { proteins } }, parts)
    const again = await change(id, { menu })
    expect(again.price).toEqual(price)
    const anew = world.book(station, { party, menu, date: '2026-05-20' })
    expect(await outcomeOf(anew)).toBe('bookings.unknownDish')
  })
})
