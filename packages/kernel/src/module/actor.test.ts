import { expect, test } from 'vitest'
import {
  anonymousGuest,
  isAnonymous,
  permit,
  requirePerson,
  systemActor,
  type Actor,
} from './actor.ts'

const organisationId = 'org'
const person: Actor = {
  id: 'p1',
  kind: 'person',
  organisationId,
  actions: new Set(['notes.read']),
}
const linkHolder: Actor = { ...person, id: 'l1', kind: 'guest', subject: 'note-1' }
const guest = anonymousGuest(organisationId)

interface Case {
  readonly who: string
  readonly actor: Actor
  readonly action: string
  readonly subject?: string
  readonly outcome: string
}

const read = 'notes.read'
const remove = 'notes.remove'
const cases: readonly Case[] = [
  {
    who: 'a person with the right',
    actor: person,
    action: read,
    subject: 'note-1',
    outcome: 'allowed',
  },
  {
    who: 'a person with the right, to no subject',
    actor: person,
    action: read,
    outcome: 'allowed',
  },
  { who: 'a person without it', actor: person, action: remove, outcome: 'request.forbidden' },
  {
    who: 'a link holder, to their own',
    actor: linkHolder,
    action: read,
    subject: 'note-1',
    outcome: 'allowed',
  },
  {
    who: 'a link holder, to another',
    actor: linkHolder,
    action: read,
    subject: 'note-2',
    outcome: 'request.notFound',
  },
  {
    who: 'a link holder, to no subject',
    actor: linkHolder,
    action: read,
    outcome: 'request.forbidden',
  },
  {
    who: 'a link holder without the right',
    actor: linkHolder,
    action: remove,
    subject: 'note-1',
    outcome: 'request.forbidden',
  },
  {
    who: 'a guest',
    actor: guest,
    action: read,
    subject: 'note-1',
    outcome: 'request.unauthenticated',
  },
  {
    who: 'a guest with the right',
    actor: anonymousGuest('org', [read]),
    action: read,
    outcome: 'allowed',
  },
  {
    who: 'the system',
    actor: systemActor(organisationId),
    action: remove,
    subject: 'note-9',
    outcome: 'allowed',
  },
]

test.each(cases)('$who: $outcome', ({ actor, action, subject, outcome }) => {
  expect(outcomeOf(() => permit(actor, action, subject))).toBe(outcome)
})

test.each([
  ['a person', person, 'allowed'],
  ['a guest', guest, 'request.unauthenticated'],
  ['the holder of a link', linkHolder, 'request.forbidden'],
  ['a program', { ...person, kind: 'machine' } as const, 'request.forbidden'],
  ['the system, which is nobody', systemActor(organisationId), 'request.forbidden'],
])('what concerns a person alone, asked by %s: %s', (_, actor, outcome) => {
  expect(outcomeOf(() => requirePerson(actor))).toBe(outcome)
})

function outcomeOf(attempt: () => void): unknown {
  try {
    attempt()
    return 'allowed'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

test('only a guest without a link is nobody in particular', () => {
  expect([guest, linkHolder, person].map(isAnonymous)).toEqual([true, false, false])
})
