import { expect, test } from 'vitest'
import { safePath } from './safe-path.ts'

const origin = 'https://example.com'

test.each([
  ['/console', '/console'],
  ['/console/bookings/42?state=pending', '/console/bookings/42?state=pending'],
  ['/console/staff#here', '/console/staff'],
])('%s is a way back', (path, way) => {
  expect(safePath(path, origin)).toBe(way)
})

test.each([
  ['another site', 'https://evil.example/console'],
  ['another site without a scheme', '//evil.example/console'],
  ['another site behind a backslash', '/\\evil.example/console'],
  ['a tab that browsers drop', '/\t/evil.example/console'],
  ['a script', 'javascript:alert(1)'],
  ['outside the console', '/api/v1/sign-out'],
  ['a name that begins the same', '/consoles'],
  ['out by dots', '/console/../api'],
  ['the sign-in itself', '/console/sign-in?back=/console'],
  ['nothing', ''],
  ['no text', 7],
])('%s is not', (_, path) => {
  expect(safePath(path, origin)).toBeUndefined()
})
