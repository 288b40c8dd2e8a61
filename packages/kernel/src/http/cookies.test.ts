import { expect, test } from 'vitest'
import { givenApi } from './given-api.ts'

test('each cookie of an answer is a header of its own, and nothing keeps that answer', async () => {
  const response = await givenApi().call('POST', '/api/v1/sign-in', { json: { email: 'a@b.c' } })
  expect(response.status).toBe(200)
  expect(response.headers.getSetCookie()).toEqual(['session=1; HttpOnly', 'device=2; Path=/'])
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('x-ratelimit-remaining')).toBe('1')
  expect(await response.json()).toEqual({ ok: true })
})

test('an answer to a GET that sets a cookie is sent whole, whatever the caller has', async () => {
  const headers = { 'if-none-match': '*' }
  const response = await givenApi().call('GET', '/api/v1/me', { as: 'operator', headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('etag')).toBeNull()
  expect(response.headers.getSetCookie()).toEqual(['session=3'])
})

test('a cookie that the contract does not declare is a defect, and is not sent', async () => {
  const response = await givenApi().call('GET', '/api/v1/smuggle')
  expect(response.status).toBe(500)
  expect(response.headers.getSetCookie()).toEqual([])
})
