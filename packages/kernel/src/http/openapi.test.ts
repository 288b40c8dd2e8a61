import { Validator } from '@seriousme/openapi-schema-validator'
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { givenApi } from './given-api.ts'
import { notesModule, noteRoutes } from './given-notes.ts'
import { operationId } from './operation.ts'
import { listProblems, renderProblemList } from './problem-list.ts'

const openDocument = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
})

async function documentOf() {
  const response = await givenApi().call('GET', '/api/openapi.json')
  return openDocument.parse(await response.json())
}

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(await documentOf())
  expect(result).toMatchObject({ valid: true })
})

test('a broken document is not valid: the validator looks', async () => {
  const document = await documentOf()
  Object.assign(document.paths['/notes'] ?? {}, { get: { responses: 7 } })
  expect(await new Validator().validate(document)).toMatchObject({ valid: false })
})

test('every route is there, with its parameters, body, key and security', async () => {
  const { paths } = await documentOf()
  const operations = Object.values(paths).flatMap((item) => Object.keys(item))
  expect(operations).toHaveLength(Object.keys(noteRoutes).length)
  expect(paths['/notes/{id}/pay']?.['post']).toMatchObject({
    operationId: 'postNotesByIdPay',
    tags: ['notes'],
    security: [{ session: ['notes.pay'] }, { apiKey: ['notes.pay'] }],
    parameters: [
      { in: 'path', name: 'id', required: true },
      { in: 'header', name: 'Idempotency-Key', required: true },
    ],
  })
  expect(paths['/notes']?.['post']).toMatchObject({
    security: [],
    requestBody: { content: { 'application/json': { example: { text: 'Buy embers' } } } },
  })
  expect(paths['/plain']?.['get']).toMatchObject({ deprecated: true })
})

test('who may call an operation, with what action, and how they show it', async () => {
  const { components, paths } = z
    .looseObject({
      paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
      components: z.looseObject({ securitySchemes: z.record(z.string(), z.looseObject({})) }),
    })
    .parse(await documentOf())
  expect(components.securitySchemes).toMatchObject({
    session: { type: 'apiKey', in: 'cookie', name: 'session' },
    apiKey: { type: 'http', scheme: 'bearer' },
    link: { type: 'http', scheme: 'bearer' },
  })
  const held = ['notes.read']
  expect(paths['/notes/{id}']?.['get']).toMatchObject({
    security: [{ link: held }, { session: held }, { apiKey: held }],
  })
  expect(paths['/me']?.['get']).toMatchObject({ security: [{ session: [] }] })
})

test('every problem code of an operation is there, with an example', async () => {
  const { paths } = await documentOf()
  const post = z
    .looseObject({ responses: z.record(z.string(), z.unknown()) })
    .parse(paths['/notes']?.['post'])
  const statuses = Object.keys(post.responses).map(Number)
  expect(statuses).toEqual([201, 400, 401, 408, 409, 413, 414, 415, 422, 429, 431, 500, 503, 504])
  expect(post.responses['409']).toMatchObject({
    description: 'Conflict: `idempotency.inProgress`, `notes.full`',
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: { 'notes.full': { value: { status: 409, code: 'notes.full' } } },
      },
    },
  })
})

test('the same modules give the same text, so that a committed copy can be compared', () => {
  const [one, other] = [givenApi(), givenApi()]
  expect(JSON.stringify(one.api.openapi())).toBe(JSON.stringify(other.api.openapi()))
})

test('operation ids are words', () => {
  expect(operationId(noteRoutes.pay)).toBe('postNotesByIdPay')
})

test('the list of problems has every code once, in order', () => {
  const codes = listProblems([notesModule]).map(({ code }) => code)
  expect(codes).toContain('notes.full')
  expect(codes).toContain('request.limited')
  expect(codes).toContain('idempotency.mismatch')
  expect(codes).toEqual([...new Set(codes)].sort())
  expect(renderProblemList([notesModule])).toContain(
    '| `notes.full` | 409 Conflict | There is no room for another note. |',
  )
})

test('no capability of the kernel has problems that the list leaves out', () => {
  const listed = new Set(listProblems([]).map(({ code }) => code.split('.')[0]))
  const folder = `${import.meta.dirname}/..`
  const declared = globSync('*/*.ts', { cwd: folder })
    .filter((path) => !/given-|\.test\./.test(path))
    .flatMap((path) => [
      ...readFileSync(`${folder}/${path}`, 'utf8').matchAll(/= defineProblems\('(\w+)'/g),
    ])
    .map(([, name]) => name)
  expect([...listed].sort()).toEqual([...new Set(declared)].sort())
})
