import { expect, test } from 'vitest'
import { roles, type Role } from '../contract/roles.ts'
import { actionsOf, describeRoles } from './rights.ts'
import { roleDescriptions } from './role-table.ts'

// The table of the code, read the other way and written by hand: a slip in one shows here.
const expected: Readonly<Record<Role, readonly string[]>> = {
  owner: [
    'events.follow',
    'bookings.read',
    'bookings.list',
    'bookings.change',
    'bookings.reschedule',
    'bookings.cancel',
    'bookings.accept',
    'bookings.confirm',
    'waitlist.list',
    'waitlist.manage',
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
    'payments.list',
    'payments.read',
    'payments.pay',
    'payments.verify',
    'payments.refund',
    'credits.read',
    'credits.buy',
    'credits.adjust',
    'stores.read',
    'stores.create',
    'stores.change',
    'stores.delete',
    'stores.secrets',
    'stores.fleet',
    'dashboard.read',
    'customers.list',
    'customers.read',
    'customers.annotate',
    'customers.export',
    'customers.erase',
    'audit.read',
    'deadLetters.read',
    'deadLetters.manage',
    'mailbox.read',
  ],
  admin: [
    'events.follow',
    'bookings.read',
    'bookings.list',
    'bookings.change',
    'bookings.reschedule',
    'bookings.cancel',
    'bookings.accept',
    'bookings.confirm',
    'waitlist.list',
    'waitlist.manage',
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
    'payments.list',
    'payments.read',
    'payments.pay',
    'payments.verify',
    'payments.refund',
    'credits.read',
    'credits.buy',
    'credits.adjust',
    'stores.read',
    'stores.create',
    'stores.change',
    'stores.delete',
    'stores.secrets',
    'stores.fleet',
    'dashboard.read',
    'customers.list',
    'customers.read',
    'customers.annotate',
    'customers.export',
    'customers.erase',
    'audit.read',
    'deadLetters.read',
    'deadLetters.manage',
  ],
  station_manager: [
    'events.follow',
    'bookings.read',
    'bookings.list',
    'bookings.change',
    'bookings.reschedule',
    'bookings.cancel',
    'bookings.accept',
    'bookings.confirm',
    'waitlist.list',
    'waitlist.manage',
    'bookings.serve',
    'bookings.export',
    'stations.read',
    'stations.manage',
    'organisation.read',
    'staff.read',
    'payments.list',
    'payments.read',
    'payments.pay',
    'payments.verify',
    'payments.refund',
    'dashboard.read',
    'customers.list',
    'customers.read',
    'customers.annotate',
  ],
  agent: [
    'events.follow',
    'bookings.read',
    'bookings.list',
    'bookings.change',
    'bookings.reschedule',
    'bookings.cancel',
    'bookings.accept',
    'bookings.confirm',
    'waitlist.list',
    'waitlist.manage',
    'bookings.serve',
    'stations.read',
    'organisation.read',
    'payments.read',
    'payments.pay',
    'dashboard.read',
    'customers.list',
    'customers.read',
    'customers.annotate',
  ],
  chef: [
    'events.follow',
    'bookings.read',
    'bookings.list',
    'waitlist.list',
    'bookings.serve',
    'stations.read',
    'organisation.read',
  ],
  viewer: [
    'events.follow',
    'bookings.read',
    'bookings.list',
    'waitlist.list',
    'stations.read',
    'organisation.read',
    'payments.list',
    'payments.read',
    'dashboard.read',
  ],
}

test.each(roles)('%s may do exactly this', (role) => {
  expect([...actionsOf(role)].toSorted()).toEqual(expected[role].toSorted())
})

// Who keeps the books sees money, which who cooks has no need to.
const ofAccountants: ReadonlySet<string> = new Set([
  'payments.list',
  'payments.read',
  'dashboard.read',
])

test('a role may do everything that the roles below it may, but for what an accountant sees', () => {
  for (const [index, role] of roles.entries()) {
    for (const lower of roles.slice(index + 1)) {
      const beyond = [...actionsOf(lower).difference(actionsOf(role))]
      expect(
        beyond.filter((action) => !ofAccountants.has(action)),
        `${lower} beyond ${role}`,
      ).toEqual([])
    }
  }
})

test('owners and admins always reach all stations, the others can be limited', () => {
  const unlimited = roles.filter((role) => !roleDescriptions[role].canBeScoped)
  expect(unlimited).toEqual(['owner', 'admin'])
})

test('what makes people and keys, says that money has come, or shows the whole machine is for people alone', () => {
  const peopleOnly = describeRoles().actions.filter((action) => action.peopleOnly)
  expect(peopleOnly.map(({ action }) => action)).toEqual([
    'payments.verify',
    'credits.adjust',
    'stores.secrets',
    'organisation.manage',
    'staff.manage',
    'members.resetSecondFactor',
    'apiKeys.manage',
    'audit.read',
    'deadLetters.read',
    'deadLetters.manage',
    'mailbox.read',
  ])
})
