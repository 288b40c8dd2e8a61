import { defineRoutes } from '@holdfast/kernel/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createClient } from '../client.ts'
import { answer, givenService } from '../fixtures/given-service.ts'

const routes = defineRoutes({
  append: {
    method: 'POST',
    path: '/uploads/:id',
    summary: 'Append',
    access: 'public',
    streamBody: true,
    maxBodyBytes: 1_000,
    request: { params: z.strictObject({ id: z.string() }) },
    responses: { 204: { description: 'Taken.' } },
  },
})

test('a route that takes a body while it comes is sent a Blob as it is, with its own type', async () => {
  const service = await givenService()
  service.next(answer(204))
  const { files } = createClient({ contracts: { files: routes }, ...service })
  const body = new Blob(['{ "a" : 1 }\n'], { type: 'application/offset+octet-stream' })
  expect(await files.append({ params: { id: '1' }, body })).toBeUndefined()
  expect(service.received[0]).toMatchObject({
    body: '{ "a" : 1 }\n',
    headers: { 'content-type': 'application/offset+octet-stream' },
  })
  // @ts-expect-error What is no Blob is not sent.
  await expect(files.append({ params: { id: '1' }, body: 'text' })).rejects.toThrow(TypeError)
})
