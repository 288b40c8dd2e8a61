import type { RoleTable } from '@holdfast/identity/contract'
import { expect, test } from 'vitest'
import { actionsForKeys, actionWords } from './key-words.ts'

const usual = { description: '', peopleOnly: false }

const table: RoleTable = {
  roles: [],
  actions: [
    { ...usual, action: 'bookings.list', title: 'List bookings' },
    { ...usual, action: 'bookings.cancel', title: 'Cancel bookings' },
    { ...usual, action: 'staff.manage', title: 'Manage the staff', peopleOnly: true },
  ],
}

test('a key is offered what its maker may do, and nothing that is for people alone', () => {
  const offered = actionsForKeys(['bookings.list', 'staff.manage'], table)
  expect(offered.map(({ action }) => action)).toEqual(['bookings.list'])
})

test.each([
  [['bookings.list', 'bookings.cancel'], 'List bookings, cancel bookings'],
  [['bookings.fly'], 'bookings.fly'],
])('%j reads %s', (actions, words) => {
  expect(actionWords(actions, table)).toBe(words)
})
