import { expect, test } from 'vitest'
import { readWaitlistSearch, waitlistQueryOf } from './waitlist-search.ts'

const station = '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11'

test('an address says which evening of which station, and everything else it says is dropped', () => {
  const whole = { show: 'offered', station, day: '2026-06-15' }
  expect(readWaitlistSearch({ ...whole, more: 1 })).toEqual(whole)
  const nonsense = { show: 'constructor', station: '../x', day: '2026-02-30' }
  expect(readWaitlistSearch(nonsense)).toEqual({})
})

test('unless told otherwise those are shown for whom something can still happen', () => {
  expect(waitlistQueryOf({})).toEqual({ state: ['waiting', 'offered'] })
  expect(waitlistQueryOf({ show: 'ended', station, day: '2026-06-15' })).toEqual({
    state: ['passed', 'left', 'expired'],
    stationId: station,
    from: '2026-06-15',
    to: '2026-06-15',
  })
})
