import { expect, test } from 'vitest'
import { fieldSubject } from './limit-requests.ts'
import { givenApi, type CallOptions } from './given-api.ts'
import { noteRoutes } from './given-notes.ts'

// The policy of this route lets two calls pass.
const signIn = (api: ReturnType<typeof givenApi>, email: string, address: string) => {
  const options: CallOptions = { json: { email }, address }
  return api.call('POST', '/api/v1/sign-in', options)
}

test('many addresses that try one account, however it is written, are limited together', async () => {
  const api = givenApi()
  const spellings = ['ada@example.com', ' ADA@Example.com ', 'ａｄａ@example.com']
  const statuses: number[] = []
  for (const [index, email] of spellings.entries()) {
    statuses.push((await signIn(api, email, `192.0.2.${index}`)).status)
  }
  expect(statuses).toEqual([200, 200, 429])
  expect((await signIn(api, 'eve@example.com', '192.0.2.2')).status).toBe(200)
})

test('one address that tries many accounts is limited as before', async () => {
  const api = givenApi()
  const statuses: number[] = []
  for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
    statuses.push((await signIn(api, email, '192.0.2.1')).status)
  }
  expect(statuses).toEqual([200, 200, 429])
})

test('a call that one of the two denies costs neither', async () => {
  const api = givenApi()
  await signIn(api, 'a@example.com', '192.0.2.1')
  await signIn(api, 'a@example.com', '192.0.2.1')
  expect((await signIn(api, 'a@example.com', '192.0.2.2')).status).toBe(429)
  expect((await signIn(api, 'b@example.com', '192.0.2.2')).status).toBe(200)
  expect((await signIn(api, 'c@example.com', '192.0.2.2')).status).toBe(200)
})

test('the headers name each window once, as the one sees it that has fewer calls left', async () => {
  const api = givenApi()
  await signIn(api, 'a@example.com', '192.0.2.1')
  const { headers } = await signIn(api, 'a@example.com', '192.0.2.2')
  expect(headers.get('ratelimit-policy')).toBe('"strict-minute";q=2;w=60')
  expect(headers.get('ratelimit')).toMatch(/^"strict-minute";r=0;t=\d+$/)
  expect(headers.get('x-ratelimit-remaining')).toBe('0')
})

test('what is charged does not hold the address, and the log does neither', async () => {
  const api = givenApi()
  for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
    await signIn(api, 'canary@example.com', address)
  }
  expect(JSON.stringify(api.logged)).not.toContain('canary')
  const subject = fieldSubject(noteRoutes.signIn, { email: 'canary@example.com' })
  expect(subject).toMatch(/^email:[A-Za-z0-9_-]{43}$/)
})

test('a route that names no field charges the caller alone', () => {
  expect(fieldSubject(noteRoutes.create, { email: 'a@example.com' })).toBeUndefined()
})
