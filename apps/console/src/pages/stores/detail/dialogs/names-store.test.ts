import { expect, test } from 'vitest'
import { namesStore } from './names-store.ts'

const store = { name: 'Pier 9  Provisions', slug: 'pier-9-provisions' }

test('a store is deleted only by who names it', () => {
  expect(namesStore(' pier 9 provisions', store)).toBe(true)
  expect(namesStore('pier-9-provisions', store)).toBe(true)
  for (const typed of ['', ' ', 'Pier 9', 'delete', 'pier-9']) {
    expect(namesStore(typed, store)).toBe(false)
  }
})

test('a name that a shell or a template would read is a name like others', () => {
  const name = 'Test; rm -rf / $(id) {{ .Values }}'
  expect(namesStore(name, { name, slug: 'test' })).toBe(true)
})
