import type { RoleTable } from '@holdfast/identity/contract'
import { expect, test } from 'vitest'
import { mayChange } from './may-change.ts'
import { consequences, rolesEqualTo, scopeWords } from './staff-words.ts'

const table: RoleTable = {
  roles: [
    row('admin', ['bookings.list', 'staff.manage'], ['admin', 'viewer']),
    row('owner', ['bookings.list', 'staff.manage'], ['owner', 'admin', 'viewer']),
    row('agent', ['bookings.list', 'bookings.cancel'], []),
    row('viewer', ['bookings.list'], []),
  ],
  actions: [
    action('bookings.list', 'List bookings'),
    action('bookings.cancel', 'Cancel bookings'),
    action('staff.manage', 'Manage the staff'),
  ],
}

function row(
  role: 'owner' | 'admin' | 'agent' | 'chef' | 'viewer',
  actions: string[],
  mayGive: RoleTable['roles'][number]['mayGive'],
) {
  return { role, title: role, description: '', actions, mayGive, canBeScoped: false }
}

function action(name: string, title: string) {
  return { action: name, title, description: '', peopleOnly: false }
}

function somebody(role: 'owner' | 'admin' | 'agent') {
  const { actions } = table.roles.find((one) => one.role === role) ?? { actions: [] }
  return { organisation: { id: '1', name: 'Ember & Oak', role }, actions: [...actions] }
}

const stations = [
  { id: '1', name: 'Harbour' },
  { id: '2', name: 'Hill' },
]

test.each([
  [undefined, 'All stations'],
  [['2'], 'Hill'],
  [['1', '2'], 'Harbour and Hill'],
  [['1', '9'], 'Harbour and 1 other station'],
  [['8', '9'], '2 other stations'],
])('stations %j read as %s', (scope, words) => {
  expect(scopeWords(scope, stations)).toBe(words)
})

test('two roles that may do the same are named beside each other, also where one gives no roles', () => {
  const twin = row('chef', ['bookings.list'], [])
  const withTwin = { ...table, roles: [...table.roles, twin] }
  expect(rolesEqualTo('chef', withTwin)).toEqual(['viewer'])
  expect(rolesEqualTo('viewer', withTwin)).toEqual(['chef'])
  expect(rolesEqualTo('admin', withTwin)).toEqual([])
  expect(rolesEqualTo('agent', withTwin)).toEqual([])
})

test('while the names of stations are on their way their number is said', () => {
  expect(scopeWords(['1'], undefined)).toBe('1 station')
  expect(scopeWords(['1', '2'], undefined)).toBe('2 stations')
  expect(scopeWords(undefined, undefined)).toBe('All stations')
})

test('a change of role says what comes and what goes', () => {
  expect(consequences({ name: 'Rosa', role: 'agent' }, 'admin', table)).toEqual([
    'Rosa will also be able to: manage the staff.',
    'Rosa will no longer be able to: cancel bookings.',
  ])
  expect(consequences({ name: 'Rosa', role: 'agent' }, 'agent', table)).toEqual([])
})

test.each([
  { who: 'owner', whose: 'owner', allowed: true },
  { who: 'admin', whose: 'admin', allowed: true },
  { who: 'admin', whose: 'owner', allowed: false },
  { who: 'agent', whose: 'viewer', allowed: false },
] as const)('$who changing $whose: $allowed, and told why not', ({ who, whose, allowed }) => {
  const permission = mayChange({ role: whose }, somebody(who), table)
  expect(permission.allowed).toBe(allowed)
  if (!permission.allowed) expect(permission.reason).toMatch(/Ask .+\.$/)
})
