import { expect, test } from 'vitest'
import { roles, type Role } from '../contract/roles.ts'
import { actionsOf, describeRoles } from './rights.ts'
import { roleDescriptions } from './role-table.ts'

// The table of the code, read the other way and written by hand: a slip in one shows here.
const expected: Readonly<Record<Role, readonly string[]>> = {
  owner: [
    'bookings.read',
    'bookings.list',
    'bookings.change',
    'bookings.reschedule',
    'bookings.cancel',
    'bookings.confirm',
    'bookings.serve',
    'bookings.export',
    'stations.read',
    'stations.create',
    'stations.manage',
    'organisation.read',
    'organisation.manage',
    'staff.read',
    'staff.manage',
    'members.resetSecondFactor',
    'apiKeys.manage',
  ],
  admin: [
    'bookings.read',
    'bookings.list',
    'bookings.change',
    'bookings.reschedule',
    'bookings.cancel',
    'bookings.confirm',
    'bookings.serve',
    'bookings.export',
    'stations.read',
    'stations.create',
    'stations.manage',
    'organisation.read',
    'organisation.manage',
    'staff.read',
    'staff.manage',
    'members.resetSecondFactor',
    'apiKeys.manage',
  ],
  station_manager: [
    'bookings.read',
    'bookings.list',
    'bookings.change',
    'bookings.reschedule',
    'bookings.cancel',
    'bookings.confirm',
    'bookings.serve',
    'bookings.export',
    'stations.read',
    'stations.manage',
    'organisation.read',
    'staff.read',
  ],
  agent: [
    'bookings.read',
    'bookings.list',
    'bookings.change',
    'bookings.reschedule',
    'bookings.cancel',
    'bookings.confirm',
    'bookings.serve',
    'stations.read',
    'organisation.read',
  ],
  chef: ['bookings.read', 'bookings.list', 'bookings.serve', 'stations.read', 'organisation.read'],
  viewer: ['bookings.read', 'bookings.list', 'stations.read', 'organisation.read'],
}

test.each(roles)('%s may do exactly this', (role) => {
  expect([...actionsOf(role)].toSorted()).toEqual(expected[role].toSorted())
})

test('a role may do everything that the roles below it may', () => {
  for (const [index, role] of roles.entries()) {
    for (const lower of roles.slice(index + 1)) {
      expect(actionsOf(lower).isSubsetOf(actionsOf(role)), `${role} over ${lower}`).toBe(true)
    }
  }
})

test('owners and admins always reach all stations, the others can be limited', () => {
  const unlimited = roles.filter((role) => !roleDescriptions[role].canBeScoped)
  expect(unlimited).toEqual(['owner', 'admin'])
})

test('what makes people and keys is for people alone', () => {
  const peopleOnly = describeRoles().actions.filter((action) => action.peopleOnly)
  expect(peopleOnly.map(({ action }) => action)).toEqual([
    'organisation.manage',
    'staff.manage',
    'members.resetSecondFactor',
    'apiKeys.manage',
  ])
})
