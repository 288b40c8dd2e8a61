import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Route } from '../contract/contract.ts'
import { bind, type Module } from '../module/module.ts'
import { checkContract } from './check-contract.ts'
import { notesModule } from './given-notes.ts'

const good: Route = {
  method: 'GET',
  path: '/things/:id',
  summary: 'A thing',
  access: 'public',
  request: { params: z.strictObject({ id: z.string() }) },
  responses: { 204: { description: 'It is there.' } },
}

function moduleOf(...routes: Route[]): Module {
  return { ...notesModule, routes: routes.map((route) => bind(route, async () => undefined)) }
}

const policies = { api: {} }

test('a sound contract passes', () => {
  expect(() => checkContract([moduleOf(good)], policies)).not.toThrow()
})

const body = (schema: z.ZodType): Route => ({
  ...good,
  method: 'POST',
  request: { ...good.request, body: schema },
})

const operator: Route = { ...good, access: 'operator', action: 'things.read' }
const { action: _, ...withoutAction } = operator
const perEmail = (schema: z.ZodType): Route => ({
  ...body(z.strictObject({ email: schema })),
  limitPer: 'email',
})
const perName = (schema: z.ZodType): Route => ({ ...body(schema), limitPer: 'name' })

const defects: readonly [string, Route, string][] = [
  ['an unknown problem', { ...good, problems: ['notes.gone'] }, 'declares the problem notes.gone'],
  ['an unknown policy', { ...good, limit: 'lavish' }, 'policy is named lavish'],
  ['a parameter without a schema', { ...good, request: {} }, 'name different parameters'],
  ['a schema without a parameter', { ...good, path: '/things' }, 'name different parameters'],
  ['no success', { ...good, responses: { 404: { description: 'No.' } } }, 'how it succeeds'],
  ['a date that is none', { ...good, deprecated: { since: 'soon', sunset: 'later' } }, 'ISO dates'],
  ['a lenient body', body(z.object({ a: z.string() })), 'request.body has a z.object'],
  [
    'a lenient object deep inside',
    body(z.strictObject({ a: z.array(z.object({ b: z.string() }).optional()) })),
    'request.body has a z.object',
  ],
  ['an operators’ route without an action', withoutAction, 'access operator needs an action'],
  ['a guests’ route without one', { ...withoutAction, access: 'guest' }, 'guest needs an action'],
  ['a public route with one', { ...operator, access: 'public' }, 'access public takes no action'],
  ['a personal route with one', { ...operator, access: 'person' }, 'access person takes no action'],
  ['an action that is no word', { ...operator, action: 'Read' }, 'not written things.read'],
  ['a route for people that all may call', { ...good, peopleOnly: true }, 'is for access operator'],
  [
    'a stream that is a write',
    { ...body(z.strictObject({})), stream: true },
    'that streams is a GET',
  ],
  ['a stream that is stored', { ...good, stream: true, idempotent: 'optional' }, 'without a key'],
  ['a stream that is kept', { ...good, stream: true, cache: { ttlMs: 1, tags: [] } }, 'or a cache'],
  ['bytes without a body', { ...good, rawBody: true }, 'a GET has no rawBody'],
  ['a limit per nothing', { ...good, limitPer: 'name' }, 'no text named name'],
  ['a limit per another field', perName(z.strictObject({ a: z.string() })), 'no text named name'],
  ['a limit per number', perName(z.strictObject({ name: z.int() })), 'no text named name'],
  ['cookies that would be stored', { ...good, cookies: true, idempotent: 'optional' }, 'cookies'],
  ['a cached write', { ...body(z.strictObject({})), cache: { ttlMs: 1, tags: [] } }, 'of a GET'],
  ['a cache for no time', { ...good, cache: { ttlMs: 0, tags: [] } }, 'ttlMs is not positive'],
  ['a GET that invalidates', { ...good, invalidates: ['things'] }, 'a GET invalidates nothing'],
  [
    'a tag of nothing',
    { ...body(z.strictObject({})), invalidates: ['things'] },
    'no cached answer has the tag things',
  ],
  [
    'a wrong example',
    { ...body(z.strictObject({ a: z.string() })), exampleBody: { a: 1 } },
    'exampleBody does not match',
  ],
]

test.each(defects)('%s is found when the API is made', (_, route, text) => {
  expect(() => checkContract([moduleOf(route)], policies)).toThrow(text)
})

test('all defects are named at once', () => {
  const twice = moduleOf({ ...good, limit: 'lavish' }, { ...good, problems: ['notes.gone'] })
  expect(() => checkContract([twice], policies)).toThrow(
    /two routes for one address[^]*lavish[^]*notes\.gone/,
  )
})

test('an action and a limit per account, as they should be, pass', () => {
  const email = z.string().trim().max(254).pipe(z.email())
  for (const route of [perEmail(email), perEmail(email.optional()), operator]) {
    expect(() => checkContract([moduleOf(route)], policies)).not.toThrow()
  }
})

test('a write that invalidates what a GET shows passes, whatever its parameter is called', () => {
  const shown: Route = { ...good, cache: { ttlMs: 1000, tags: ['things/:id'] } }
  const write: Route = {
    ...good,
    method: 'DELETE',
    path: '/things/:thing',
    request: { params: z.strictObject({ thing: z.string() }) },
    invalidates: ['things/:thing'],
  }
  expect(() => checkContract([moduleOf(shown, write)], policies)).not.toThrow()
})

test('an object that is loose on purpose is allowed', () => {
  const loose = body(z.looseObject({ a: z.string() }))
  expect(() => checkContract([moduleOf(loose)], policies)).not.toThrow()
})
