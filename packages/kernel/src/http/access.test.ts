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

test.each([
  ['reader', 'This needs the right notes.remove, which your role does not have.'],
  ['narrow', 'This needs the right notes.remove, which your API key does not have.'],
])('a refusal tells %s which right is missing', async (as, detail) => {
  const { call } = givenApi()
  const problem = await problemOf(await call(...remove, { as }))
  expect(problem).toMatchObject({ status: 403, detail, missingAction: 'notes.remove' })
})

test('the holder of a link is told nothing but that it is not theirs', async () => {
  const { call } = givenApi()
  const problem = await problemOf(await call(...remove, { as: 'link' }))
  expect(problem).toMatchObject({ code: 'request.forbidden', status: 403 })
  expect(JSON.stringify(problem)).not.toContain('notes.remove')
})

test('what is for people alone refuses a program that holds the action, and says so', async () => {
  const forPeople = { ...noteRoutes.remove, peopleOnly: true } as const
  const routes = [bind(forPeople, async () => undefined)]
  const { call } = givenApi({ modules: [{ ...notesModule, routes }] })
  expect((await call(...remove, { as: 'operator' })).status).toBe(204)
  expect(await problemOf(await call(...remove, { as: 'program' }))).toMatchObject({
    status: 403,
    detail: 'This is for people who signed in: no API key can do it.',
  })
})
