import { expect, test } from 'vitest'
import { headersForShop, type Passage } from './request-headers.ts'
import { headersFromShop } from './response-headers.ts'
import { shopOfPath, slugOfHost } from './shop-address.ts'

const byHost: Passage = {
  slug: 'pier-9',
  form: 'host',
  clientAddress: '192.0.2.7',
  protocol: 'http',
  correlationId: 'c-1',
}
const byPath: Passage = { ...byHost, form: 'path' }
const host = 'localhost:3000'

const platformCookies = 'holdfast_session=s; __Host-holdfast_session=s2; holdfast_second_factor=f'

test('a shop never sees the platform’s cookies nor its keys, in either form', () => {
  const sent = {
    host,
    cookie: `${platformCookies}; shop_cart=c; shop.pier-9.shop_cart=own; shop.other.shop_cart=not`,
    authorization: 'Bearer hf_secret',
  }
  const seen = JSON.stringify([headersForShop(sent, byHost), headersForShop(sent, byPath)])
  expect(seen).not.toMatch(/holdfast_|hf_secret/)
  expect(headersForShop(sent, byHost)['cookie']).toContain('shop_cart=c')
  // At the platform's origin only what this very shop has set.
  expect(headersForShop(sent, byPath)['cookie']).toBe('shop_cart=own')
})

test('a shop’s own keys reach it at its own origin alone', () => {
  const sent = { host, authorization: 'Bearer eyJ-of-the-shop' }
  expect(headersForShop(sent, byHost)['authorization']).toBe('Bearer eyJ-of-the-shop')
  expect(headersForShop(sent, byPath)['authorization']).toBeUndefined()
})

test('where a visit came from is said in our words alone', () => {
  const sent = {
    host,
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-prefix': '/shops/other',
    'x-forwarded-proto': 'https',
    forwarded: 'for=127.0.0.1',
    'x-real-ip': '127.0.0.1',
  }
  expect(headersForShop(sent, byHost)).toEqual({
    host,
    'x-forwarded-for': '192.0.2.7',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': host,
    'x-correlation-id': 'c-1',
  })
  expect(headersForShop(sent, byPath)['x-forwarded-prefix']).toBe('/shops/pier-9')
})

test('what belongs to one connection is not handed on, and names no header that is', () => {
  const sent = {
    host,
    connection: 'close, content-length, x-own',
    'x-own': '1',
    expect: '100-continue',
    te: 'trailers',
    'content-length': '3',
  }
  const headers = headersForShop(sent, byHost)
  expect(headers).toMatchObject({ host, 'content-length': '3' })
  for (const name of ['connection', 'expect', 'te', 'x-own'])
    expect(headers).not.toHaveProperty(name)
})

test('a shop’s cookies stay with its host, or below its path under a name of its own', () => {
  const given = {
    'set-cookie': [
      'shop_cart=c; Path=/; Domain=localhost; HttpOnly; SameSite=Lax',
      'holdfast_session=chosen; Path=/',
      '__Host-holdfast_session=chosen; Path=/; Secure',
    ],
  }
  expect(headersFromShop(given, { ...byHost, host })['set-cookie']).toEqual([
    'shop_cart=c; Path=/; HttpOnly; SameSite=Lax',
  ])
  expect(headersFromShop(given, { ...byPath, host })['set-cookie']).toEqual([
    'shop.pier-9.shop_cart=c; HttpOnly; SameSite=Lax; Path=/shops/pier-9/',
  ])
})

test('beside the console a shop’s answer runs no script and says nothing about the origin', () => {
  const given = {
    'content-type': 'text/javascript',
    'content-security-policy': "script-src 'unsafe-inline' *",
    'clear-site-data': '"cookies"',
    'service-worker-allowed': '/',
    'strict-transport-security': 'max-age=1',
    'alt-svc': 'h2="evil.example:443"',
    nel: '{}',
    'www-authenticate': 'Basic',
    'access-control-allow-origin': '*',
    'x-frame-options': 'ALLOWALL',
    location: '/cart',
  }
  const headers = headersFromShop(given, { ...byPath, host })
  expect(Object.keys(headers).toSorted()).toEqual([
    'content-security-policy',
    'content-type',
    'location',
    'referrer-policy',
    'x-content-type-options',
  ])
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(headers.location).toBe('/shops/pier-9/cart')
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/script-src|unsafe/)
  expect(policy).toContain('form-action http://localhost:3000/shops/pier-9/;')
})

test('an answer without a type is no page, and a strange host is part of no policy', () => {
  const headers = headersFromShop({}, { ...byPath, host: "x; script-src 'self'" })
  expect(headers['content-type']).toBe('application/octet-stream')
  expect(headers['content-security-policy']).toContain("form-action 'none'")
  expect(headers['content-security-policy']).not.toContain('script-src')
})

test.each([
  ['pier-9.localhost:3000', 'pier-9'],
  ['PIER-9.LOCALHOST', 'pier-9'],
  ['pier-9.localhost.', 'pier-9'],
  ['pier-9.shops.example', 'pier-9'],
  ['localhost:3000', undefined],
  ['evillocalhost', undefined],
  ['pier-9.localhost.evil.example', undefined],
  [undefined, undefined],
])('the host %s names the shop %s', (name, slug) => {
  expect(slugOfHost(name, ['localhost', 'shops.example'])).toBe(slug)
})

test.each([
  ['/shops/pier-9/cart?x=1', { slug: 'pier-9', rest: '/cart?x=1' }],
  ['/shops/pier-9', { slug: 'pier-9', rest: undefined }],
  ['/shops/pier-9?x', { slug: 'pier-9', rest: undefined }],
  ['/shops/', undefined],
  ['/shops/..%2f..', undefined],
  ['/shops/A', undefined],
])('the path %s', (path, found) => {
  expect(shopOfPath(path)).toEqual(found)
})
