import { expect, test } from 'vitest'
import { defaultPolicies, definePolicy, scalePolicies } from './policies.ts'

test('the default limits are these', () => {
  const limits = Object.entries(defaultPolicies).map(([key, { name, windows }]) => {
    expect(name).toBe(key)
    return [name, ...windows.map(({ limit, periodMs }) => `${limit} per ${periodMs / 60_000} min`)]
  })
  expect(limits).toEqual([
    ['api', '60 per 1 min', '1000 per 60 min'],
    ['bookingCreate', '5 per 1 min'],
    ['bookingUpdate', '10 per 1 min'],
    ['search', '20 per 1 min'],
    ['payment', '3 per 5 min'],
    ['chat', '15 per 1 min'],
    ['signIn', '5 per 1 min', '20 per 60 min'],
    ['aiGeneration', '5 per 1 min'],
    ['upload', '10 per 1 min'],
    ['presetCreate', '8 per 1 min'],
    ['projectCreate', '20 per 60 min'],
  ])
})

test('scaling multiplies every limit and never reaches zero', () => {
  const tenfold = scalePolicies(defaultPolicies, 10)
  expect(tenfold.api.windows.map((window) => window.limit)).toEqual([600, 10_000])
  const third = scalePolicies(defaultPolicies, 1 / 3)
  expect(third.payment.windows[0]?.limit).toBe(1)
  expect(scalePolicies(defaultPolicies, 0.001).chat.windows[0]?.limit).toBe(1)
  expect(defaultPolicies.api.windows[0]?.limit).toBe(60)
})

test.each([
  ['no window', { name: 'a', windows: [] }],
  ['a limit of zero', { name: 'a', windows: [{ name: 'm', limit: 0, periodMs: 1 }] }],
  ['half a hit', { name: 'a', windows: [{ name: 'm', limit: 1.5, periodMs: 1 }] }],
  ['no period', { name: 'a', windows: [{ name: 'm', limit: 1, periodMs: 0 }] }],
  ['more than can be counted', { name: 'a', windows: [{ name: 'm', limit: 2e9, periodMs: 3e9 }] }],
  ['a name that breaks a header', { name: 'a"b', windows: [{ name: 'm', limit: 1, periodMs: 1 }] }],
  [
    'two windows of one name',
    {
      name: 'a',
      windows: [
        { name: 'm', limit: 1, periodMs: 1 },
        { name: 'm', limit: 2, periodMs: 2 },
      ],
    },
  ],
])('a policy with %s is refused where it is written', (_, policy) => {
  expect(() => definePolicy({ ...policy, whenStoreIsDown: 'local' })).toThrow(RangeError)
})
