import { expect, test } from 'vitest'
import { describedModules } from '../src/described-modules.ts'

const hourMs = 3_600_000

// An interval begins anew with each process: one of a day never passes where it restarts daily.
test('what is done more seldom than every hour is a job by the calendar, which no restart puts off', () => {
  const intervals = describedModules().flatMap(({ schedules }) => schedules)
  expect(intervals.length).toBeGreaterThan(0)
  expect(intervals.filter(({ everyMs }) => everyMs >= hourMs)).toEqual([])
})

test('the clean-ups of all modules are scheduled', () => {
  const jobs = describedModules().flatMap((module) => module.jobs.map(({ job }) => job))
  const scheduled = jobs.filter(({ schedule }) => schedule).map(({ name }) => name)
  expect(scheduled).toEqual(
    expect.arrayContaining([
      'bookings.cleanUp',
      'identity.cleanUpAccounts',
      'identity.forgetAddresses',
      'payments.reconcile',
    ]),
  )
})
