import { expect, test } from 'vitest'
import { chartStates } from './dashboard-queries.ts'
import { standing, sumFigures } from './sum-figures.ts'

const none = {
  pending: 0,
  confirmed: 0,
  seated: 0,
  completed: 0,
  cancelled: 0,
  expired: 0,
  no_show: 0,
}

function station(currency: string, bookings: Partial<typeof none>, amount: number) {
  const figures = {
    from: '2026-11-22',
    to: '2026-11-22',
    bookings: { ...none, ...bookings },
    guests: 10,
    booked: [{ amount, currency, exponent: 2 }],
    collected: [],
    depositsDue: { count: 1, amounts: [{ amount: 100, currency, exponent: 2 }] },
    allocatedHours: 1,
    openHours: 10,
    utilisation: 0.1,
  }
  return { stationId: 's', stationName: 'S', timeZone: 'UTC', today: figures, week: figures }
}

test('what stands in the calendar is counted, what was called off is not', () => {
  const bookings = { pending: 1, confirmed: 2, completed: 3, cancelled: 4, expired: 5, no_show: 6 }
  const sum = sumFigures([station('USD', bookings, 500)], 'today')
  expect(sum).toMatchObject({ dinners: 6, onHold: 1, guests: 10 })
})

test('stations of one currency are added up, those of another stand beside them', () => {
  const stations = [station('USD', {}, 500), station('USD', {}, 250), station('EUR', {}, 7)]
  const { booked, due } = sumFigures(stations, 'week')
  expect(booked.map(({ amount, currency }) => `${amount} ${currency}`)).toEqual([
    '750 USD',
    '7 EUR',
  ])
  expect(due.count).toBe(3)
})

test('the chart draws the dinners that the figures count', () => {
  expect(new Set(chartStates)).toEqual(new Set(standing))
})
