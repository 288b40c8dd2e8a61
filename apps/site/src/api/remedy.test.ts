import {
  AbortedError,
  InvalidResponse,
  LimitedError,
  NetworkError,
  ProblemError,
  TimeoutError,
  type CallError,
} from '@holdfast/client'
import { expect, test } from 'vitest'
import { askedToWait, hasCode, remedyFor } from './remedy.ts'

const facts = {
  endpoint: 'bookings.createBooking',
  friendly: { title: 'a', text: 'b' },
  attempts: 1,
  correlationId: 'c-1',
}
const problem = (status: number, retryAfterMs?: number) =>
  new ProblemError({
    ...facts,
    status,
    retryAfterMs,
    code: 'x.y',
    detail: '',
    errors: [],
    document: {},
  })
const limited = { ...facts, retryAfterMs: 4_000, category: 'search', code: 'request.limited' }

test.each<[string, CallError, object]>([
  ['offline', new NetworkError({ ...facts, isOffline: true }), { kind: 'connect' }],
  ['no answer', new NetworkError({ ...facts, isOffline: false }), { kind: 'retry' }],
  ['no answer in time', new TimeoutError({ ...facts, timeoutMs: 1 }), { kind: 'retry' }],
  ['a limit', new LimitedError({ ...limited, source: 'client' }), { kind: 'wait', waitMs: 4_000 }],
  ['a busy service that names a time', problem(503, 9_000), { kind: 'wait', waitMs: 9_000 }],
  ['a busy service', problem(503), { kind: 'retry' }],
  ['a twin at work', problem(409, 1_000), { kind: 'wait', waitMs: 1_000 }],
  ['a conflict', problem(409), { kind: 'none' }],
  ['a refusal', problem(422), { kind: 'none' }],
  ['a slow connection', problem(408), { kind: 'retry' }],
  [
    'an answer that cannot be read',
    new InvalidResponse({ ...facts, status: 200, isJson: true, issues: [] }),
    { kind: 'retry' },
  ],
  ['leaving', new AbortedError(facts), { kind: 'none' }],
])('%s', (_, error, remedy) => {
  expect(remedyFor(error)).toEqual(remedy)
})

test('only a failure that names a time asks to wait', () => {
  expect([askedToWait(undefined), askedToWait(problem(500)), askedToWait(problem(503, 5))]).toEqual(
    [undefined, undefined, 5],
  )
})

test('a code is that of a problem of the service', () => {
  expect(hasCode(problem(409), new Set(['x.y']))).toBe(true)
  expect(hasCode(new AbortedError(facts), new Set(['x.y']))).toBe(false)
})
