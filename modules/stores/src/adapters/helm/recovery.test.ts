import { expect, test } from 'vitest'
import { pendingOf, recoveryOf, type Recovery } from './recovery.ts'

const uninstall = { kind: 'uninstall' } as const
const none = { kind: 'none' } as const
const backTo = (revision: number): Recovery => ({ kind: 'rollback', revision })

test.each<[string, readonly string[], Recovery]>([
  ['nothing was ever there', [], none],
  ['it is settled', ['deployed'], none],
  ['it is settled after changes', ['superseded', 'superseded', 'deployed'], none],
  ['helm can not tell', ['unknown'], none],
  ['the first install was not finished', ['pending-install'], uninstall],
  ['the first install has failed', ['failed'], uninstall],
  ['the first install has failed again and again', ['failed', 'failed'], uninstall],
  ['an upgrade of a failed install was not finished', ['failed', 'pending-upgrade'], uninstall],
  ['an upgrade was not finished', ['deployed', 'pending-upgrade'], backTo(1)],
  ['an upgrade has failed', ['superseded', 'deployed', 'failed'], backTo(2)],
  ['a rollback was not finished', ['superseded', 'failed', 'pending-rollback'], backTo(1)],
  ['a rollback of many', ['superseded', 'superseded', 'failed', 'pending-rollback'], backTo(2)],
  ['taking away was not finished', ['superseded', 'uninstalling'], uninstall],
  ['what was taken away left its record', ['uninstalled'], uninstall],
])('where %s', (_case, statuses, expected) => {
  const history = statuses.map((status, index) => ({ revision: index + 1, status }))
  expect(recoveryOf(history)).toEqual(expected)
  expect(recoveryOf(history.toReversed())).toEqual(expected)
})

test.each([
  ['deployed', 1, undefined],
  ['superseded', 4, undefined],
  ['unknown', 2, undefined],
  ['pending-install', 1, 'install'],
  ['pending-install', 3, 'install'],
  ['failed', 1, 'install'],
  ['uninstalling', 5, 'install'],
  ['pending-upgrade', 2, 'upgrade'],
  ['pending-rollback', 3, 'upgrade'],
  ['failed', 2, 'upgrade'],
] as const)('%s at revision %i is a pending %s', (status, revision, pending) => {
  expect(pendingOf({ status, revision })).toBe(pending)
})
