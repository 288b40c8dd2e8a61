import { defaultPolicies } from '@holdfast/kernel/rate-limit'
import { expect, test } from 'vitest'
import { defaultLimits } from './default-limits.ts'

test('the limits are those of the service', () => {
  const ofService = Object.entries(defaultPolicies).map(([name, { windows }]) => [
    name,
    windows.map(({ limit, periodMs }) => ({ limit, periodMs })),
  ])
  expect(Object.entries(defaultLimits)).toEqual(ofService)
})
