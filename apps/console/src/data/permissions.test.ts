import type { RoleTable } from '@holdfast/identity/contract'
import { expect, test } from 'vitest'
import { listed, permissionFor } from './permissions.ts'

type RoleRow = RoleTable['roles'][number]

const usual = { description: '', canBeScoped: false, mayGive: [] } satisfies Partial<RoleRow>
const everything = ['bookings.list', 'bookings.cancel', 'staff.manage']

const table: RoleTable = {
  roles: [
    { ...usual, role: 'owner', title: 'Owner', actions: everything, mayGive: ['admin', 'viewer'] },
    { ...usual, role: 'admin', title: 'Admin', actions: everything, mayGive: ['viewer'] },
    { ...usual, role: 'agent', title: 'Agent', actions: ['bookings.list', 'bookings.cancel'] },
    { ...usual, role: 'viewer', title: 'Viewer', actions: ['bookings.list'] },
  ],
  actions: [],
}

function viewer(actions: string[]) {
  return { organisation: { id: '1', name: 'Ember & Oak', role: 'viewer' as const }, actions }
}

test('what the server lets do is allowed, whatever the table says', () => {
  const me = viewer(['bookings.cancel'])
  expect(permissionFor('bookings.cancel', me, table)).toEqual({ allowed: true })
})

test('a refusal says whom it is for, what one is, and who can change it', () => {
  const me = viewer(['bookings.list'])
  expect(permissionFor('bookings.cancel', me, table)).toEqual({
    allowed: false,
    reason:
      'This is for owners, admins and agents; you are a viewer. Ask an owner or an admin of your business for another role.',
  })
})

test.each([
  ['before the table is there', 'bookings.cancel', undefined],
  ['for an action that no role has', 'bookings.eat', table],
])('%s the words are simpler and still say what to do', (_, action, known) => {
  const permission = permissionFor(action, viewer([]), known)
  expect(permission).toMatchObject({
    allowed: false,
    reason: expect.stringMatching(/^Your role does not include this\. Ask an owner/),
  })
})

test('who belongs to no business is told so', () => {
  expect(permissionFor('bookings.list', { actions: [] }, table)).toMatchObject({
    reason: expect.stringMatching(/^You belong to no business now/),
  })
})

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j in a sentence: %s', (words, text) => {
  expect(listed(words)).toBe(text)
})
