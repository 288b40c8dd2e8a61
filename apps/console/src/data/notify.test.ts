import { AbortedError, LimitedError, NetworkError } from '@holdfast/client'
import { beforeEach, expect, test } from 'vitest'
import { notifyFailure, toasts } from './notify.ts'

const facts = {
  endpoint: 'identity.endSession',
  friendly: { title: 'It could not be sent', text: 'Try again.' },
  attempts: 1,
  correlationId: 'c-1',
}

beforeEach(() => {
  for (const { id } of toasts.read()) toasts.dismiss(id)
})

test('a failure is said with its id', () => {
  notifyFailure(new NetworkError({ ...facts, isOffline: false }))
  expect(toasts.read()).toMatchObject([
    { tone: 'danger', text: 'It could not be sent', detail: 'Try again. (c-1)' },
  ])
})

test('a limit is said by the banner alone', () => {
  const limit = { retryAfterMs: 9_000, category: 'api', code: 'request.limited' }
  notifyFailure(new LimitedError({ ...facts, ...limit, source: 'server' }))
  expect(toasts.read()).toEqual([])
})

test('what somebody broke off themselves is no failure', () => {
  notifyFailure(new AbortedError(facts))
  expect(toasts.read()).toEqual([])
})

test('a mistake of the program is not swallowed', () => {
  expect(() => notifyFailure(new TypeError('not a function'))).toThrow('not a function')
})
