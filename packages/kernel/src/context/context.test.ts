import { expect, test } from 'vitest'
import { isUuid } from '../ids/ids.ts'
import {
  acceptCorrelationId,
  acceptTraceparent,
  currentContext,
  runInContext,
  type RequestContext,
} from './context.ts'

const contextOf = (correlationId: string): RequestContext => ({
  correlationId,
  signal: new AbortController().signal,
})

test('what runs later still sees its own context, also when many interleave', async () => {
  const seen = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      runInContext(contextOf(`c-${index}`), async () => {
        await new Promise((resolve) => setImmediate(resolve))
        return currentContext()?.correlationId
      }),
    ),
  )
  expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => `c-${index}`))
})

test('outside a request there is no context', () => {
  expect(currentContext()).toBeUndefined()
})

test('a harmless correlation id is kept, X-Correlation-ID before X-Request-ID', () => {
  expect(acceptCorrelationId({ 'x-correlation-id': 'a.B_9-', 'x-request-id': 'other' })).toBe(
    'a.B_9-',
  )
  expect(acceptCorrelationId({ 'x-request-id': 'other' })).toBe('other')
})

test.each([
  '',
  'a b',
  'a\r\nSet-Cookie: x=1',
  'ä',
  '../../etc/passwd',
  '<script>',
  'x'.repeat(129),
  ['two', 'values'],
  undefined,
])('the hostile correlation id %j is replaced', (offered) => {
  expect(isUuid(acceptCorrelationId({ 'x-correlation-id': offered }))).toBe(true)
})

test('traceparent is kept when well formed and dropped otherwise', () => {
  const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  expect(acceptTraceparent(good)).toBe(good)
  for (const bad of [
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    `${good}-extra`,
    undefined,
  ]) {
    expect(acceptTraceparent(bad)).toBeUndefined()
  }
})
