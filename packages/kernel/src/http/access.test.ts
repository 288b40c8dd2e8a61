import { expect, test } from 'vitest'
import { bind } from '../module/module.ts'
import { givenApi, problemOf } from './given-api.ts'
import { noteId, noteRoutes, notesModule } from './given-notes.ts'

const other = noteId.replace('0198', '0199')
const show = ['GET', `/api/v1/notes/${noteId}`] as const
const showOther = ['GET', `/api/v1/notes/${other}`] as const
const remove = ['DELETE', `/api/v1/notes/${noteId}`] as const
const me = ['GET', '/api/v1/me'] as const

/** `show` is for guests, `remove` for operators, `me` for persons. */
test.each<[string, string | undefined, readonly [string, string], number]>([
  ['a guest', undefined, show, 401],
  ['a guest', undefined, remove, 401],
  ['a guest', undefined, me, 401],
  ['the holder of a link', 'link', show, 200],
  ['the holder of a link', 'link', showOther, 404],
  ['the holder of a link', 'link', remove, 403],
  ['the holder of a link', 'link', me, 403],
  ['a person without rights', 'reader', show, 403],
  ['a person without rights', 'reader', remove, 403],
  ['a person without rights', 'reader', me, 200],
  ['an operator', 'operator', showOther, 200],
  ['an operator', 'operator', remove, 204],
  ['a program', 'program', remove, 204],
  ['a program', 'program', me, 403],
])('%s (%s) at %j: %i', async (...[, as, [method, path], status]) => {
  const { call } = givenApi()
  expect((await call(method, path, as === undefined ? {} : { as })).status).toBe(status)
})

test('who may not is refused before anything of the request is read', async () => {
  const { call } = givenApi()
  const broken = { headers: { 'content-type': 'text/plain' }, body: '{' }
  const path = '/api/v1/notes/no-uuid?unknown=1'
  expect((await call('DELETE', path, { as: 'reader', ...broken })).status).toBe(403)
  expect((await call('DELETE', path, broken)).status).toBe(401)
})

test('the refusal by the route does not rely on the verb', async () => {
  const careless = bind(noteRoutes.remove, async () => undefined)
  const { call } = givenApi({ modules: [{ ...notesModule, routes: [careless] }] })
  const statuses = ['reader', 'link', 'operator'].map(
    async (as) => (await call(...remove, { as })).status,
  )
  expect(await Promise.all(statuses)).toEqual([403, 403, 204])
})

test('a refusal names nothing but that it is one', async () => {
  const { call } = givenApi()
  const problem = await problemOf(await call(...remove, { as: 'reader' }))
  expect(problem).toMatchObject({ code: 'request.forbidden', status: 403 })
  expect(JSON.stringify(problem)).not.toContain('notes.remove')
})
