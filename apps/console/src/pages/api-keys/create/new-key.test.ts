import { expect, test } from 'vitest'
import { newKeySchema, requestOf } from './new-key.ts'

const key = { name: 'Export', actions: ['bookings.list'], scope: undefined, lifetimeDays: 90 }

test('all stations and no lifetime are the API’s own defaults: neither is sent', () => {
  expect(requestOf({ ...key, lifetimeDays: 0 })).toEqual({
    name: 'Export',
    actions: ['bookings.list'],
  })
})

test('stations and lifetime are sent as they were chosen', () => {
  expect(requestOf({ ...key, scope: ['a'] })).toEqual({
    name: 'Export',
    actions: ['bookings.list'],
    scope: ['a'],
    expiresInDays: 90,
  })
})

test.each([
  ['a name', { ...key, name: '  ' }],
  ['something that it may do', { ...key, actions: [] }],
  ['a station, when it is only for some', { ...key, scope: [] }],
])('a key needs %s', (_, values) => {
  expect(newKeySchema.safeParse(values).success).toBe(false)
})
