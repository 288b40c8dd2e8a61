import { expect, test } from 'vitest'
import type { Route } from '../contract/contract.ts'
import { answer } from '../module/module.ts'
import { renderAnswer } from './render-answer.ts'
import { successResponse } from './success-response.ts'

const route = {
  method: 'GET',
  path: '/file.pdf',
  summary: 'A file',
  access: 'guest',
  action: 'files.read',
  responses: { 200: { description: 'The file.', contentType: 'application/pdf' } },
} as const satisfies Route

test('bytes arrive as they were given, under their type, kept by nobody', async () => {
  const bytes = Uint8Array.from([0x25, 0x50, 0, 0xff, 0xc3, 0x28])
  const rendered = renderAnswer(route, answer(200, bytes))
  const response = successResponse(route, rendered, { headers: new Headers(), extra: {} })
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(response.headers.get('cache-control')).toBe('no-store')
})
