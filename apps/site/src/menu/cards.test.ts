import { usualMenu, type Menu, type Station } from '@holdfast/bookings/contract'
import { expect, test } from 'vitest'
import { cardsOf } from './cards.ts'

const prices = { adult: 5_500, child: 3_000, underSix: 0, minimum: 55_000 }
const station = (name: string, adult = prices.adult) =>
  ({ name, currency: 'USD', prices: { ...prices, adult } }) as Station // Nothing else is looked at.
const menu: Menu = { ...usualMenu, proteins: [...usualMenu.proteins], addOns: [] }

test('stations that serve and ask the same share a card; any difference makes another', () => {
  const cards = cardsOf([
    { station: station('Harbor'), menu },
    { station: station('Prairie', 6_000), menu },
    { station: station('Canyon'), menu },
    { station: station('Delta'), menu: undefined },
  ])
  expect(cards.map(({ stations }) => stations.map(({ name }) => name))).toEqual([
    ['Harbor', 'Canyon'],
    ['Prairie'],
    ['Delta'],
  ])
})
