import { expect, test } from 'vitest'
import { addressOf } from './shops.ts'

test.each([
  ['http://localhost:3000', undefined, 'http://pier-9.localhost:3000/'],
  ['http://127.0.0.1:3000', undefined, 'http://pier-9.localhost:3000/'],
  ['https://bookings.example', 'shops.example', 'https://pier-9.shops.example/'],
  ['https://bookings.example', undefined, 'https://bookings.example/shops/pier-9/'],
])('a shop of %s with the domain %s is at %s', (publicUrl, domain, url) => {
  expect(addressOf('pier-9', { publicUrl, domain })).toEqual({ url, adminUrl: `${url}admin` })
})
