import { expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { problemHeaders } from '../problems/problems.ts'
import { rateLimitHeaders, rateLimitProblem } from './headers.ts'
import { createMemoryStore } from './memory-store.ts'
import { defaultPolicies } from './policies.ts'

const clock = { ...systemClock, monotonicMs: () => 5_000 }

function afterCalls(count: number) {
  const store = createMemoryStore({ clock })
  const charges = [{ policy: defaultPolicies.signIn, subject: 'a' }]
  let decision = store.take(charges)
  for (let call = 1; call < count; call++) decision = store.take(charges)
  return decision
}

test('a passed call tells every window, and the tightest one by itself', () => {
  expect(rateLimitHeaders(afterCalls(2))).toEqual({
    'ratelimit-policy': '"signIn-minute";q=5;w=60, "signIn-hour";q=20;w=3600',
    ratelimit: '"signIn-minute";r=3;t=60, "signIn-hour";r=18;t=3600',
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '3',
    'x-ratelimit-reset': '60',
  })
})

test('a denied call is a 429 with the same headers and Retry-After', () => {
  const problem = rateLimitProblem(afterCalls(6))
  expect(problem).toMatchObject({
    code: 'request.limited',
    status: 429,
    facts: { policy: 'signIn', window: 'minute', retryAfterMs: 60_000 },
  })
  expect(problemHeaders(problem)).toMatchObject({
    'ratelimit-policy': '"signIn-minute";q=5;w=60, "signIn-hour";q=20;w=3600',
    ratelimit: '"signIn-minute";r=0;t=60, "signIn-hour";r=15;t=3600',
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '60',
    'retry-after': '60',
  })
})

test('times are rounded up to whole seconds, and nobody is told to come back at once', () => {
  const state = {
    policy: 'api',
    window: 'minute',
    limit: 1,
    periodMs: 1_500,
    remaining: 0,
    resetMs: 1,
  }
  const denied = { allowed: false, states: [state], deniedBy: state, retryAfterMs: 1 }
  expect(rateLimitHeaders(denied)).toMatchObject({
    'ratelimit-policy': '"api-minute";q=1;w=2',
    ratelimit: '"api-minute";r=0;t=1',
    'retry-after': '1',
  })
})

test('a call without charges has no headers', () => {
  expect(rateLimitHeaders(createMemoryStore({ clock }).take([]))).toEqual({})
})
