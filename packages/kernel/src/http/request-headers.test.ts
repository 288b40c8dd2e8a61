import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import type { RouteInput } from '../contract/contract.ts'
import { defineRoutes } from '../contract/contract.ts'
import { bind } from '../module/module.ts'
import { createOpenApi } from './openapi.ts'
import { readRequest } from './read-request.ts'

const routes = defineRoutes({
  greet: {
    method: 'GET',
    path: '/greeting',
    summary: 'A greeting',
    access: 'public',
    request: {
      headers: z.object({
        cookie: z.string().optional(),
        'user-agent': z.string().optional(),
        'accept-language': z.string().optional(),
      }),
    },
    responses: { 204: { description: 'Greeted.' } },
  },
})

test('a verb gets the headers that its route names, and no others', async () => {
  const headers = { cookie: 'a=1', 'user-agent': 'Test', authorization: 'Bearer secret' }
  const request = new Request('http://test/api/greeting', { headers })
  const { input } = await readRequest(routes.greet, request, {})
  expect(input.headers).toEqual({ cookie: 'a=1', 'user-agent': 'Test' })
  expectTypeOf<RouteInput<typeof routes.greet>['headers']['cookie']>().toEqualTypeOf<
    string | undefined
  >()
})

test('what every browser sends by itself is no parameter of the documentation', () => {
  const bound = bind(routes.greet, async () => undefined)
  const described = { name: 'greetings', problems: [], routes: [bound] }
  const { paths } = createOpenApi({ title: 'Test', version: '0', modules: [described] })
  const names = JSON.stringify(paths?.['/greeting']?.get?.parameters)
  expect(names).toContain('accept-language')
  expect(names).not.toMatch(/cookie|user-agent/)
})
