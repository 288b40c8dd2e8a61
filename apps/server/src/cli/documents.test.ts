import { expect, test } from 'vitest'
import { readDocument, renderDocuments } from './documents.ts'

test.each(Object.entries(renderDocuments()))(
  '%s is what the code says (npm run docs writes it)',
  (path, text) => {
    expect(readDocument(path)).toBe(text)
  },
)
