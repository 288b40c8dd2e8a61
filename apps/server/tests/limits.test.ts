// How often each route may be called: what a new route gets unless somebody decides otherwise.
import { systemClock } from '@holdfast/kernel/clock'
import { createLog } from '@holdfast/kernel/log'
import { createMetrics } from '@holdfast/kernel/metrics'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { describedModules } from '../src/described-modules.ts'
import { createLimits } from '../src/limits.ts'

const { policies } = createLimits({
  env: { RATE_LIMIT_FACTOR: 1, HOLDFAST_REPLICAS: 1 },
  redis: undefined,
  clock: systemClock,
  log: createLog({ level: 'silent', service: 'test', version: '1', role: 'api' }),
  metrics: createMetrics(),
})

/** `60/min, 1000/h` */
function frequencies(name: string): string {
  const named = Object.values(policies).find((policy) => policy.name === name)
  const windows = named?.windows ?? []
  return windows.map(({ limit, periodMs }) => `${limit}/${unitOf(periodMs)}`).join(', ')
}

function unitOf(periodMs: number): string {
  const minutes = periodMs / 60_000
  return minutes === 1 ? 'min' : minutes === 60 ? 'h' : `${minutes} min`
}

test('the policies of this service are these', () => {
  const table = Object.values(policies).map(({ name }) => [name, frequencies(name)])
  expect(Object.fromEntries(table)).toEqual({
    api: '60/min, 1000/h',
    bookingCreate: '5/min',
    bookingUpdate: '10/min',
    search: '20/min',
    payment: '3/5 min',
    chat: '15/min',
    signIn: '5/min, 20/h',
    aiGeneration: '5/min',
    upload: '10/min',
    presetCreate: '8/min',
    projectCreate: '20/h',
    lookup: '5/min, 30/h',
    waitlist: '5/min, 30/h',
    redeem: '60/min, 600/h',
    recovery: '5/min, 20/h',
    ownPassword: '5/min, 20/h',
    secondFactor: '10/min, 60/h',
    storeCreate: '60/min, 300/h',
    mixStart: '10/min, 120/h',
    avatarPreview: '240/min',
    uploadPiece: '600/min',
    webhook: '600/min',
    organisation: '600/min, 10000/h',
    edge: '1200/min',
  })
})

/** Every route that has not the general limit, and the field whose value is charged besides. */
const particular = {
  'POST /sign-in': 'signIn per email',
  'POST /sign-in/second-factor': 'signIn per account',
  'POST /me/password': 'ownPassword',
  'POST /me/second-factor': 'secondFactor',
  'POST /me/second-factor/confirm': 'secondFactor',
  'POST /me/second-factor/backup-codes': 'ownPassword',
  'DELETE /me/second-factor': 'ownPassword',
  'POST /password-resets': 'recovery per email',
  'POST /password-resets/confirm': 'signIn',
  'POST /email-verifications': 'recovery per email',
  'POST /email-verifications/confirm': 'signIn',
  'POST /owner-links/claim': 'signIn per email',
  'POST /invitations/accept': 'signIn per token',
  'POST /bookings': 'bookingCreate',
  'POST /bookings/:id/cancel': 'bookingUpdate',
  'PATCH /bookings/:id': 'bookingUpdate',
  'POST /bookings/:id/reschedule': 'bookingUpdate',
  'GET /bookings/:id/receipt.pdf': 'search',
  'GET /bookings/export': 'search',
  'GET /customers/:id/export': 'search',
  'POST /customers/:id/erase': 'bookingUpdate',
  'GET /audit-trail': 'search',
  'GET /stations/:id/slots': 'search',
  'GET /stations/:id/calendar': 'search',
  'GET /stations/:id/price': 'search',
  'GET /stations/:id/price-list': 'search',
  'GET /stations/:id/menu': 'search',
  'POST /quotes': 'search',
  'GET /quotes/:id': 'search',
  'POST /payments/:id/attempts': 'payment',
  'GET /credits/statement.csv': 'search',
  'POST /webhooks/sandbox': 'webhook',
  'POST /webhooks/stripe': 'webhook',
  'POST /webhooks/duitku': 'webhook',
  'POST /stores': 'storeCreate',
  'POST /studio/uploads': 'upload',
  'PATCH /studio/uploads/:id': 'uploadPiece',
  'POST /studio/assets': 'upload',
  'POST /studio/projects': 'projectCreate',
  'POST /studio/projects/:id/mixes': 'mixStart',
  'POST /studio/jobs/:id/retry': 'mixStart',
  'GET /studio/avatar-preview.png': 'avatarPreview',
  'POST /studio/avatars': 'aiGeneration',
  'POST /studio/presets': 'presetCreate',
  'POST /bookings/:id/accept': 'bookingUpdate',
  'POST /waitlist': 'waitlist',
  'POST /waitlist/leave': 'redeem',
  'POST /lookups': 'lookup',
  'POST /lookups/redeem': 'redeem',
}

const bound = describedModules().flatMap((module) => module.routes)
const routes = bound.map(({ route }) => route)

test('each route has the limit of this table, and every other one the general limit', () => {
  const found = bound
    .map(({ route, account }) => ({ ...route, per: route.limitPer ?? (account && 'account') }))
    .filter(({ limit = 'api', per }) => limit !== 'api' || per !== undefined)
    .map(({ method, path, limit, per }) => [
      `${method} ${path}`,
      per === undefined ? limit : `${limit} per ${per}`,
    ])
  expect(Object.fromEntries(found)).toEqual(particular)
})

function limitOf(path: string): string | undefined {
  return routes.find((route) => route.path === path)?.limit
}

/** Few enough tries that no secret is guessed: those of a sign-in, or of somebody signed in. */
const guarded = new Set(['signIn', 'ownPassword', 'secondFactor'])

test('whoever guesses a secret has the tries of a sign-in, not of the API', () => {
  const guessed = routes.filter(({ request }) => {
    const { properties = {} } = request?.body ? z.toJSONSchema(request.body, { io: 'input' }) : {}
    return ['password', 'currentPassword', 'code'].some((field) => field in properties)
  })
  expect(guessed.map(({ path }) => path)).toContain('/sign-in')
  const loose = guessed.filter(({ limit = 'api' }) => !guarded.has(limit))
  expect(loose.map(({ path }) => path)).toEqual([])
  for (const { path, access, limit } of guessed) {
    if (access === 'public') expect([path, limit]).toEqual([path, 'signIn'])
  }
})

test('setting up a second factor costs no try of a sign-in or of a change of the password', () => {
  const paths = ['/sign-in', '/me/password', '/me/second-factor']
  expect(new Set(paths.map(limitOf)).size).toBe(3)
  expect(limitOf('/me/second-factor/confirm')).toBe(limitOf('/me/second-factor'))
})
