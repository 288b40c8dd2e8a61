import { expect, test } from 'vitest'
import { problemDocument } from '../contract/contract.ts'
import {
  defineProblems,
  problemHeaders,
  requestProblems,
  toProblem,
  toProblemDocument,
  tooLargeProblem,
} from './problems.ts'

const problems = defineProblems('bookings', {
  slotTaken: { status: 409, say: 'That time has just been taken.' },
})
const request = { correlationId: 'c-1', instance: '/api/v1/bookings' }

test('a problem becomes an RFC 9457 document with its permanent code', () => {
  const alternatives = [{ date: '2026-12-01', time: '18:00' }]
  const thrown = problems.slotTaken({ unitId: 'secret' }, { members: { alternatives } })
  const problemTypes = 'https://kitchen.example/problems/'
  const document = toProblemDocument(thrown, { ...request, problemTypes })
  expect(problemDocument.parse(document)).toEqual({
    type: 'https://kitchen.example/problems/bookings.slotTaken',
    title: 'Conflict',
    status: 409,
    detail: 'That time has just been taken.',
    instance: '/api/v1/bookings',
    code: 'bookings.slotTaken',
    correlationId: 'c-1',
    alternatives,
  })
})

test('where no page describes the codes, the type does not pretend that one does', () => {
  expect(toProblemDocument(problems.slotTaken(), request)).toMatchObject({
    type: 'about:blank',
    code: 'bookings.slotTaken',
  })
})

test('facts and cause stay inside', () => {
  const thrown = problems.slotTaken({ unitId: 'inner-fact' }, { cause: new Error('inner-cause') })
  const shown = JSON.stringify(toProblemDocument(thrown, request))
  expect(shown).not.toContain('inner')
  expect(thrown.facts).toEqual({ unitId: 'inner-fact' })
})

test('members never override the standard ones', () => {
  const thrown = problems.slotTaken({}, { members: { status: 200, code: 'fine' } })
  expect(toProblemDocument(thrown, request)).toMatchObject({
    status: 409,
    code: 'bookings.slotTaken',
  })
})

test.each([new Error('password is hunter2'), 'password is hunter2', undefined, { status: 404 }])(
  'an unknown error shows a fixed sentence, never its own: %s',
  (error) => {
    const document = toProblemDocument(toProblem(error), request)
    expect(document).toMatchObject({ status: 500, code: 'request.internal' })
    expect(JSON.stringify(document)).not.toContain('hunter2')
  },
)

test.each([
  [990, '990 bytes'],
  [100_000, '100 kB'],
  [1_048_576, '1 MB'],
  [2_599_999, '2.5 MB'],
  [500_000_000, '500 MB'],
])('who sends more than %i bytes is told that %s may come', (maxBytes, words) => {
  const document = toProblemDocument(tooLargeProblem(maxBytes), request)
  expect(document).toMatchObject({ status: 413, code: 'request.tooLarge', maxBytes })
  expect(document.detail).toContain(`At most ${words} may come`)
})

test('Retry-After is at least one whole second and never early', () => {
  expect([wait(0), wait(0.2), wait(1.1), wait(59)]).toEqual(['1', '1', '2', '59'])
})

function wait(seconds: number): string | undefined {
  return problemHeaders(requestProblems.limited({}, { retryAfterSeconds: seconds }))['retry-after']
}
