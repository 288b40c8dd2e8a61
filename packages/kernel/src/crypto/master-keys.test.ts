import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { readMasterKeys } from './master-keys.ts'

const text = () => randomBytes(32).toString('base64')

test('keys are read from base64 and base64url, the previous ones separated by commas', () => {
  const [current, one, two] = [text(), text(), text()]
  const keys = readMasterKeys(`${current}\n`, `${one}, ${two},`)
  expect(keys.current.key.toString('base64')).toBe(current)
  expect(keys.previous.map(({ key }) => key.toString('base64'))).toEqual([one, two])
  const urlSafe = Buffer.from(current, 'base64').toString('base64url')
  expect(readMasterKeys(urlSafe)).toEqual({ current: keys.current, previous: [] })
})

test.each(['', 'short', text().slice(1), `${text()}${text()}`, '!'.repeat(43)])(
  'a text that is no key is refused without being repeated',
  (bad) => {
    expect(() => readMasterKeys(bad)).toThrow(/^a master key must be 32 bytes in base64$/)
  },
)
