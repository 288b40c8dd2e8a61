import { expect, test } from 'vitest'
import { isFromOurPages } from './same-origin.ts'

const live = 'https://ember.example'
const local = 'http://localhost:3000'

test.each<[boolean, string, string, string, Record<string, string>]>([
  [true, 'a post of our page', 'POST', live, { origin: live, 'sec-fetch-site': 'same-origin' }],
  [true, 'an older browser', 'POST', live, { origin: live, host: 'ember.example' }],
  [true, 'a browser that says no more', 'POST', live, { 'sec-fetch-site': 'same-origin' }],
  [false, 'a form elsewhere', 'POST', live, { origin: 'https://evil.example' }],
  [false, 'a form elsewhere, told', 'POST', live, { origin: live, 'sec-fetch-site': 'cross-site' }],
  [false, 'a sibling domain', 'DELETE', live, { origin: live, 'sec-fetch-site': 'same-site' }],
  [false, 'a typed address', 'PATCH', live, { 'sec-fetch-site': 'none' }],
  [false, 'an opaque origin', 'POST', live, { origin: 'null' }],
  [false, 'no word about it', 'POST', live, { host: 'ember.example' }],
  [
    false,
    'our name by http',
    'POST',
    live,
    { origin: 'http://ember.example', host: 'ember.example' },
  ],
  [
    false,
    'a name that begins alike',
    'POST',
    live,
    { origin: 'https://ember.example.evil.example' },
  ],
  [false, 'another port', 'POST', live, { origin: 'https://ember.example:8443' }],
  [
    true,
    'another name here',
    'POST',
    local,
    { origin: 'http://10.0.0.7:3000', host: '10.0.0.7:3000' },
  ],
  [
    false,
    'elsewhere, at home',
    'POST',
    local,
    { origin: 'http://evil.example', host: 'localhost:3000' },
  ],
  [true, 'reading from anywhere', 'GET', live, { origin: 'https://evil.example' }],
  [true, 'looking from anywhere', 'HEAD', live, { 'sec-fetch-site': 'cross-site' }],
])('%s: %s', (...[expected, , method, publicUrl, headers]) => {
  expect(isFromOurPages({ method, headers: new Headers(headers) }, publicUrl)).toBe(expected)
})
