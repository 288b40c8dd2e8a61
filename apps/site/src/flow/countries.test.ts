import { expect, test } from 'vitest'
import { countryChoices, likelyCountry, servedCountries } from './countries.ts'

test.each([
  ['USD', 'de-DE', 'US'],
  ['GBP', 'en-US', 'GB'],
  ['EUR', 'de-AT', 'AT'],
  ['EUR', 'de', 'US'],
  ['XAF', 'fr-GA', 'GA'],
  [undefined, 'en-CA', 'CA'],
])('a station that takes %s and a reader of %s: %s', (currency, locale, country) => {
  expect(likelyCountry(currency, locale)).toBe(country)
})

test('the likely country stands first and once, the others follow by name', () => {
  const names = countryChoices('en-US', 'US').map(({ text }) => text)
  expect(names.slice(0, 3)).toEqual(['United States', 'Albania', 'Algeria'])
  expect(names.filter((name) => name === 'United States')).toHaveLength(1)
  const others = names.slice(1)
  expect(others.toSorted((one, other) => one.localeCompare(other, 'en-US'))).toEqual(others)
})

test('names and order are the reader’s', () => {
  const names = countryChoices('de-DE', 'DE').map(({ text }) => text)
  expect(names.slice(0, 3)).toEqual(['Deutschland', 'Ägypten', 'Albanien'])
})

test('a station that says where it is offers its own country alone', () => {
  expect(servedCountries('en-US', 'US')).toEqual([{ value: 'US', text: 'United States' }])
})
