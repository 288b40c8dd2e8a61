import { expect, test } from 'vitest'
import { hashToken, isTokenOf, newToken } from './token.ts'

test('a token is 256 random bits, and only its hash needs storing', () => {
  const { token, hash } = newToken()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(hashToken(token)).toEqual(hash)
  expect(hash.toString('base64url')).not.toContain(token)
  const many = new Set(Array.from({ length: 10_000 }, () => newToken().token))
  expect(many.size).toBe(10_000)
})

test('a token is recognised by its hash, and nothing else is', () => {
  const { token, hash } = newToken()
  expect(isTokenOf(token, hash)).toBe(true)
  expect(isTokenOf(newToken().token, hash)).toBe(false)
  expect(isTokenOf('', hash)).toBe(false)
  expect(isTokenOf(token, Buffer.alloc(0))).toBe(false)
  expect(isTokenOf(token, hash.subarray(1))).toBe(false)
})
