import { expect, test } from 'vitest'
import { roles, type Role } from '../contract/roles.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { assertMayGive, assertOwnerRemains, assertScopeFits, mayGive } from './give-roles.ts'

const given: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'admin', 'station_manager', 'agent', 'chef', 'viewer'],
  admin: ['admin', 'station_manager', 'agent', 'chef', 'viewer'],
  station_manager: [],
  agent: [],
  chef: [],
  viewer: [],
}

test.each(roles)('%s gives and takes away exactly these roles', (giver) => {
  expect(roles.filter((role) => mayGive(giver, role))).toEqual(given[giver])
})

test('of several roles the highest decides', () => {
  const code = outcomeOf(() => assertMayGive('admin', 'agent', 'owner'))
  expect(code).toBe('identity.roleAboveYours')
  expect(outcomeOf(() => assertMayGive('admin', 'agent', 'admin'))).toBe('done')
})

test.each<[Role, string]>([
  ['owner', 'identity.roleWithoutScope'],
  ['admin', 'identity.roleWithoutScope'],
  ['station_manager', 'done'],
  ['agent', 'done'],
  ['chef', 'done'],
  ['viewer', 'done'],
])('stations for %s: %s', (role, outcome) => {
  expect(outcomeOf(() => assertScopeFits(role, ['a-station']))).toBe(outcome)
  expect(outcomeOf(() => assertScopeFits(role, undefined))).toBe('done')
})

test.each<[string, Role, Role | undefined, number, string]>([
  ['the last owner leaves', 'owner', undefined, 1, 'identity.lastOwner'],
  ['the last owner becomes admin', 'owner', 'admin', 1, 'identity.lastOwner'],
  ['the last owner stays owner', 'owner', 'owner', 1, 'done'],
  ['one of two owners leaves', 'owner', undefined, 2, 'done'],
  ['one of two owners becomes admin', 'owner', 'admin', 2, 'done'],
  ['an agent leaves', 'agent', undefined, 1, 'done'],
])('%s', (...[, before, after, owners, outcome]) => {
  expect(outcomeOf(() => assertOwnerRemains({ before, after, owners }))).toBe(outcome)
})
