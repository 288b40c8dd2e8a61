import type { BookingDetail } from '@holdfast/bookings/contract'
import { expect, test } from 'vitest'
import { toRequest } from './to-request.ts'
import { firstOpen } from './steps.ts'
import { draftOf } from './draft-of.ts'

const asked = {
  stationId: 's-1',
  durationHours: 3,
  party: { adults: 8, children: 1, underSix: 2 },
  contact: { name: 'Ada Lovelace', email: 'ada@example.com', phone: '+14155552671' },
  venue: { line1: '1 Pier Road', city: 'Harbor', postalCode: '10001', country: 'US' },
  specialRequests: 'A birthday',
  allergens: ['nuts', 'shellfish'],
  menu: {
    proteins: [{ id: 'chicken', portions: 20 }],
    addOns: [{ id: 'gyoza', quantity: 2 }],
  },
}

test('whoever books again asks for the same, and is asked nothing twice', () => {
  const booking = { ...asked, date: '2030-06-15', time: '18:30' }
  const draft = draftOf(booking as unknown as BookingDetail) // The rest was never asked.
  expect(toRequest(draft)).toEqual({ ...asked, startsAt: { date: '2030-06-15', time: '18:30' } })
  expect(firstOpen(draft)).toBe('review')
})
