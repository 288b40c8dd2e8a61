import { describe, expect, test } from 'vitest'
import { readSignedCookie, signCookie } from './signed-cookies.ts'

const secret = 'the secret of this test'
const signed = signCookie('token-1', secret)
const read = (header: string | null, secrets = [secret]) =>
  readSignedCookie(header, 'session', secrets)

describe('a signed cookie', () => {
  test('is found among others, wherever it stands', () => {
    expect(read(`session=${signed}`)).toBe('token-1')
    expect(read(`a=1; session=${signed}; b=2`)).toBe('token-1')
    expect(read(`a=1;session=${signed}`)).toBe('token-1')
  })

  test('the first of two of one name counts: a planted second one changes nothing', () => {
    const planted = signCookie('token-2', secret)
    expect(read(`session=${signed}; session=${planted}`)).toBe('token-1')
  })

  test('may be signed under an older secret', () => {
    expect(read(`session=${signed}`, ['a newer secret', secret])).toBe('token-1')
    expect(read(`session=${signed}`, ['a newer secret'])).toBeUndefined()
  })

  test.each([
    ['no header', null],
    ['another name', `xsession=${signed}`],
    ['a changed value', `session=${signed.replace('token-1', 'token-2')}`],
    ['no signature', 'session=token-1'],
    ['an empty signature', 'session=token-1.'],
    ['an empty value', `session=${signCookie('', secret)}`],
    ['half an escape', 'session=%E0%A4%A'],
    ['a very long one', `session=${signCookie('x'.repeat(5_000), secret)}`],
  ])('%s is none', (_, header) => {
    expect(read(header)).toBeUndefined()
  })
})
