import { expect, test } from 'vitest'
import { readMasterKeys } from './master-keys.ts'
import { createVault } from './vault.ts'

// Written once by version 1. A change that can not read them loses the data of every customer.
const keys = readMasterKeys('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=')
const place = { table: 'bookings.customer', column: 'email', row: '0190' }
const stored = {
  wrapped:
    'ARAyOTY0YmU5MmZmYzBkOWVjFi5IcR4S6tEcILXqKWQLFp/b6ouIBTOinV06mYMt7iaJsfNPp93JUUvrUT/C7W+9kpd5ufV9KE3TapsA',
  value: 'ARA3ZWZmNDU3ZjEzN2U0ZTBk/ZoxxeMV1E54snAwRjR57j+LZOwclwT90eVLY8IQfcMLz7FYqxMftkwzdIPa',
  platform: 'ARAyOTY0YmU5MmZmYzBkOWVjXLWxvgFw8mxiIW6HaQO7CWEk+FQ+7+RAqA9ZoHA2oQYpSwIv8hs/Bo8N',
  index: 'nD9B9+cZebtW3Bcs1+TGVwMBQb2JlsJDrmzOxQ/sxEM=',
  token:
    'eyJleHBpcmVzQXRNcyI6NDEwMjQ0NDgwMDAwMCwicGF5bG9hZCI6eyJpZCI6IjAxOTAifX0.3-5P23QwX_BlV2oQjOR2egckRgP5i6qH4c1UOZt6WzQ',
}

const vault = createVault(keys)
const bytes = (text: string) => Buffer.from(text, 'base64')

test('values that version 1 sealed still open', () => {
  const key = vault.openDataKey('customer-1', bytes(stored.wrapped))
  expect(key.open(place, bytes(stored.value))).toBe('guest@example.com')
  expect(vault.open(place, bytes(stored.platform))).toBe('{"status":201}')
})

test('indexes and tokens that version 1 made still match', () => {
  expect(vault.blindIndex('email', 'guest@example.com').toString('base64')).toBe(stored.index)
  expect(vault.signer('booking link').verify(stored.token, new Date(0))).toEqual({ id: '0190' })
})

test('the id of a master key follows from the key', () => {
  expect(keys.current.id).toBe('2964be92ffc0d9ec')
})
