import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { createClient, type CallError, type Settled, settle } from './client.ts'

const notes = defineRoutes({
  list: {
    method: 'GET',
    path: '/notes',
    summary: 'All',
    access: 'public',
    request: { query: z.strictObject({ limit: z.coerce.number().default(50) }) },
    responses: { 200: { description: 'All.', schema: z.object({ items: z.array(z.string()) }) } },
  },
  write: {
    method: 'POST',
    path: '/notes/:id',
    summary: 'Write',
    access: 'public',
    request: {
      params: z.strictObject({ id: uuid }),
      body: z.strictObject({ text: z.string(), tags: z.array(z.string()).default([]) }),
    },
    responses: { 204: { description: 'Written.' } },
  },
})

const client = createClient({ contracts: { notes }, baseUrl: 'http://service.test' })

const settled = () => settle(client.notes.list())

test('input and answer of a call are those of its route', () => {
  type Write = Parameters<typeof client.notes.write>[0]
  expectTypeOf<Write['body']>().toEqualTypeOf<{ text: string; tags?: string[] | undefined }>()
  expectTypeOf<keyof Write>().toEqualTypeOf<'params' | 'body'>()
  expectTypeOf<ReturnType<typeof client.notes.write>>().toEqualTypeOf<Promise<undefined>>()
  expectTypeOf<ReturnType<typeof client.notes.list>>().toEqualTypeOf<Promise<{ items: string[] }>>()
})

test('what a route does not take is refused by the compiler', () => {
  void (() => {
    void client.notes.list()
    void client.notes.list({ query: { limit: 3 } })
    // @ts-expect-error -- there is no body
    void client.notes.list({ body: {} })
    // @ts-expect-error -- the body is needed
    void client.notes.write({ params: { id: 'x' } })
    // @ts-expect-error -- no such route
    void client.notes.erase()
  })
})

test('a settled call is told apart by ok', () => {
  expectTypeOf<ReturnType<typeof settled>>().toEqualTypeOf<Promise<Settled<{ items: string[] }>>>()
  expectTypeOf<Extract<Settled<string>, { ok: false }>['error']>().toEqualTypeOf<CallError>()
})
