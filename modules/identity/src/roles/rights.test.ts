import { expect, test } from 'vitest'
import { mayDelegate, reaches, rightsOfKey, rightsOfMember } from './rights.ts'

const [north, south] = ['station-north', 'station-south']

test('a member limited to stations has that scope, an owner with one has none', () => {
  expect(rightsOfMember({ role: 'agent', scope: [north] }).scope).toEqual(new Set([north]))
  expect(rightsOfMember({ role: 'agent' }).scope).toBeUndefined()
  expect(rightsOfMember({ role: 'owner', scope: [north] }).scope).toBeUndefined()
})

test.each([
  ['what both may', ['bookings.list'], 'agent', ['bookings.list']],
  [
    'not what the creator may no longer',
    ['bookings.list', 'bookings.cancel'],
    'viewer',
    ['bookings.list'],
  ],
  [
    'not what only people may',
    ['staff.manage', 'apiKeys.manage', 'bookings.list'],
    'owner',
    ['bookings.list'],
  ],
  ['not what nobody knows', ['bookings.destroy', 'constructor'], 'owner', []],
] as const)('a key may do %s', (...[, actions, role, effective]) => {
  expect([...rightsOfKey({ actions }, { role }).actions]).toEqual(effective)
})

test.each([
  ['neither limited', undefined, undefined, undefined],
  ['the key limited', [north], undefined, [north]],
  ['the creator limited', undefined, [south], [south]],
  ['both, overlapping', [north, south], [south], [south]],
  ['both, apart', [north], [south], []],
])('the scope of a key, %s', (...[, scope, creatorScope, effective]) => {
  const rights = rightsOfKey({ actions: [], scope }, { role: 'agent', scope: creatorScope })
  expect(rights.scope && [...rights.scope]).toEqual(effective)
})

test('nobody delegates an action that they do not have', () => {
  const agent = rightsOfMember({ role: 'agent' })
  expect(mayDelegate(agent, 'bookings.cancel')).toBe(true)
  expect(mayDelegate(agent, 'stations.manage')).toBe(false)
  expect(mayDelegate(rightsOfMember({ role: 'owner' }), 'staff.manage')).toBe(false)
})

test('stations outside the scope are not reached', () => {
  const agent = rightsOfMember({ role: 'agent', scope: [north] })
  expect(reaches(agent, [north])).toBe(true)
  expect(reaches(agent, [north, south])).toBe(false)
  expect(reaches(rightsOfMember({ role: 'admin' }), [south])).toBe(true)
})
