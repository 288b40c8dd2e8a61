import { expect, test } from 'vitest'
import { dinnersByDay, sumOf } from './dinners-by-day.ts'

const dinners = [
  { date: '2026-10-31', partySize: 8 },
  { date: '2026-11-02', partySize: 2 },
  { date: '2026-11-02', partySize: 5 },
  { date: '2026-11-20', partySize: 50 },
]

test('every day stands in the row, over the end of a month and with nothing in it', () => {
  expect(dinnersByDay(dinners, { first: '2026-10-31', days: 3 })).toEqual([
    { date: '2026-10-31', dinners: 1, guests: 8 },
    { date: '2026-11-01', dinners: 0, guests: 0 },
    { date: '2026-11-02', dinners: 2, guests: 7 },
  ])
})

test('the sum is of the first days alone', () => {
  const days = dinnersByDay(dinners, { first: '2026-10-31', days: 30 })
  expect(sumOf(days, 1)).toEqual({ dinners: 1, guests: 8 })
  expect(sumOf(days, 3)).toEqual({ dinners: 3, guests: 15 })
})
