import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileNames } from '../fixtures/hostile-names.ts'
import { slugOf, slugWithSuffix } from './slug.ts'

const pattern = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/

test.each([
  ['Pier 9 Provisions', 'pier-9-provisions'],
  ['  Crème Brûlée & Söhne  ', 'creme-brulee-sohne'],
  ['Straße & Ærø Łódź', 'strasse-aero-lodz'],
  ['A', 'a'],
  ['xn--80ak6aa92e', 'xn-80ak6aa92e'],
  ['Nora’s Pickles', 'noras-pickles'],
  ['Test; rm -rf / $(id) {{ .Values }}', 'test-rm-rf-id-values'],
  ['a'.repeat(39) + ' b', 'a'.repeat(39)],
  ['漢字', undefined],
  ['--- ///', undefined],
  ['www', undefined],
  ['API', undefined],
  ['Console!', undefined],
  ['localhost', undefined],
])('%j becomes %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})

test.each(hostileNames)('%j becomes a label of a host name, with and without a suffix', (name) => {
  expect(slugOf(name) ?? 'none').toMatch(pattern)
  expect(slugWithSuffix(name, '0199f0aa-5d1c-7c1e-8d3f-00000000abcd')).toMatch(pattern)
})

test('whatever a store is called, its slug is 1 to 40 characters of a host name without --', () => {
  const names = fc.string({ minLength: 1, maxLength: 80, unit: 'binary' })
  fc.assert(
    fc.property(names, fc.uuid(), (name, random) => {
      const slugs = [slugOf(name) ?? 'none', slugWithSuffix(name, random)]
      for (const slug of slugs) {
        expect(slug).toMatch(pattern)
        expect(slug).not.toContain('--')
      }
    }),
  )
})

test('a suffix is what is random at the end of an id, not the time at its beginning', () => {
  expect(slugWithSuffix('Pier 9', '0199f0aa-5d1c-7c1e-8d3f-0123456789ab')).toBe('pier-9-6789ab')
})
