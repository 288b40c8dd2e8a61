import { expect, test } from 'vitest'
import { newStoreOf, newStoreSchema, requestOf } from './new-store.ts'

const engine = {
  name: 'shop',
  title: 'Shop',
  description: '',
  versions: ['1.0.0'],
  plans: ['small', 'large'] as ('small' | 'large')[],
  regions: ['local'],
}

test('the form begins with the first of everything, and the name is asked for', () => {
  const begun = newStoreOf([engine])
  expect(begun).toEqual({ name: '', engine: 'shop', plan: 'small', region: 'local' })
  expect(newStoreSchema.safeParse(begun).error?.issues[0]?.message).toBe('Give the store a name.')
})

test('a region is sent only where there are several to choose from', () => {
  const chosen = { ...newStoreOf([engine]), name: 'Pier 9' }
  expect(requestOf(chosen, engine)).toEqual({ name: 'Pier 9', engine: 'shop', plan: 'small' })
  const wide = { ...engine, regions: ['local', 'west'] }
  expect(requestOf({ ...chosen, region: 'west' }, wide)).toMatchObject({ region: 'west' })
})

test('any line of text is a name, and is sent as it was typed', () => {
  const name = 'Test; rm -rf / $(id) {{ .Values }}'
  expect(newStoreSchema.parse({ ...newStoreOf([engine]), name }).name).toBe(name)
})
