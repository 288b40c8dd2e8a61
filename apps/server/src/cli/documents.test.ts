import { expect, test } from 'vitest'
import { readDocument, renderDocuments } from './documents.ts'

test.each(Object.entries(renderDocuments()))(
  '%s is what the code says (npm run docs writes it)',
  (path, text) => {
    expect(readDocument(path)).toBe(text)
  },
)

test('the API is described from what the business does to who may sign in', () => {
  const document = JSON.parse(renderDocuments()['docs/api/openapi.json'] ?? '')
  const tags: readonly { readonly name: string }[] = document.tags
  expect(tags.at(0)?.name).toBe('bookings')
  expect(tags.at(-1)?.name).toBe('identity')
})
