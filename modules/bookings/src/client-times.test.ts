import type { Route } from '@holdfast/kernel/contract'
import { expect, test } from 'vitest'
import { bookingRoutes } from './contract.ts'

// How long a client waits, retries included. What is not named here waits for 30 seconds.
const seconds: Readonly<Record<string, number>> = {
  createBooking: 45,
  listBookings: 15,
  showBooking: 10,
  previewRefund: 10,
  rescheduleBooking: 45,
  listStations: 15,
  listResources: 15,
  listSlots: 15,
  showCalendar: 15,
  showPrice: 15,
  listCustomers: 15,
  showCustomer: 10,
  listTimeOff: 15,
  showMenu: 15,
  showPriceList: 15,
  createQuote: 15,
  showQuote: 10,
  showReceipt: 15,
  joinWaitlist: 15,
  leaveWaitlist: 10,
  listWaitlist: 15,
  showEvent: 10,
  showDashboard: 15,
  requestLookup: 10,
  redeemLink: 10,
}

test('a client waits as long for each route as was decided', () => {
  const routes: Readonly<Record<string, Route>> = bookingRoutes
  const named = Object.entries(routes).flatMap(([name, { clientTimeoutMs }]) =>
    clientTimeoutMs === undefined ? [] : [[name, clientTimeoutMs / 1000]],
  )
  expect(Object.fromEntries(named)).toEqual(seconds)
})

test('only what is free, offered or priced for anybody is kept by a client, and no slot for a minute', () => {
  const routes: Readonly<Record<string, Route>> = bookingRoutes
  const kept = Object.entries(routes).filter(([, { cache }]) => cache)
  expect(kept.map(([name]) => name).toSorted()).toEqual([
    'listSlots',
    'listStations',
    'showCalendar',
    'showMenu',
    'showPrice',
    'showPriceList',
  ])
  expect(kept.every(([, { access }]) => access === 'public')).toBe(true)
  expect(bookingRoutes.listSlots.cache.ttlMs).toBeLessThan(60_000)
})
