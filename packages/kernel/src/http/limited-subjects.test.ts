// Whom a request is charged to, and what a refused one costs.
import { expect, test } from 'vitest'
import { answer, bind } from '../module/module.ts'
import { definePolicy, type Policy } from '../rate-limit/rate-limit.ts'
import { givenApi, type CallOptions } from './given-api.ts'
import { noteRoutes, notesModule } from './given-notes.ts'

function policyOf(name: string, limit: number): Policy {
  const windows = [{ name: 'minute', limit, periodMs: 60_000 }]
  return definePolicy({ name, windows, whenStoreIsDown: 'local' })
}

type Api = ReturnType<typeof givenApi>

async function statusesOf(api: Api, calls: readonly CallOptions[]): Promise<number[]> {
  const statuses: number[] = []
  for (const call of calls) statuses.push((await api.call('GET', '/api/v1/strict', call)).status)
  return statuses
}

test('an address, a person, an API key and the holder of a link have a limit each', async () => {
  const api = givenApi()
  for (const as of [undefined, 'operator', 'operator-2', 'program', 'link']) {
    const call: CallOptions = as === undefined ? {} : { as }
    expect(await statusesOf(api, [call, call, call])).toEqual([204, 204, 429])
  }
})

test('a signed-in caller is the same from every address', async () => {
  const api = givenApi()
  const calls = [1, 2, 3].map((host) => ({ as: 'operator', address: `192.0.2.${host}` }))
  expect(await statusesOf(api, calls)).toEqual([204, 204, 429])
})

test('people and programs of an organisation share its limit, whatever each may do alone', async () => {
  const api = givenApi({ policies: { organisation: policyOf('organisation', 3) } })
  const callers = ['operator', 'operator-2', 'program', 'operator-3'].map((as) => ({ as }))
  expect(await statusesOf(api, callers)).toEqual([204, 204, 204, 429])
})

test('a call that the organisation’s limit denies costs the caller nothing, and the other way round', async () => {
  const api = givenApi({ policies: { organisation: policyOf('organisation', 4) } })
  const operator = { as: 'operator' }
  // The third is denied by the caller's own limit.
  expect(await statusesOf(api, [operator, operator, operator])).toEqual([204, 204, 429])
  const two = await api.call('GET', '/api/v1/strict', { as: 'program' })
  expect(two.headers.get('ratelimit')).toMatch(
    /^"strict-minute";r=1;t=\d+, "organisation-minute";r=1;t=\d+$/,
  )
})

test('guests, and whoever has no rights in an organisation, can not use its limit up', async () => {
  const api = givenApi({ policies: { organisation: policyOf('organisation', 1) } })
  const calls = [{}, { as: 'link' }, { as: 'reader' }, { as: 'operator' }]
  expect(await statusesOf(api, calls)).toEqual([204, 204, 204, 204])
})

const create = (api: Api, json: unknown, address = '192.0.2.1') =>
  api.call('POST', '/api/v1/sign-in', { json, address })

test('a request that says nothing of sense costs no try of its route', async () => {
  const api = givenApi()
  for (let call = 0; call < 5; call++) {
    const refused = await create(api, { email: 42 })
    expect(refused.status).toBe(422)
    expect(refused.headers.get('ratelimit-policy')).toContain('"api-minute"')
  }
  expect((await create(api, { email: 'ada@example.com' })).status).toBe(200)
  expect((await create(api, { email: 'eve@example.com' })).status).toBe(200)
})

test('but it is not free: it is charged to the general limit of the caller, and then refused', async () => {
  const api = givenApi({ policies: { api: policyOf('api', 3) } })
  const statuses: number[] = []
  for (const json of [{ email: 42 }, {}, [], { email: 42 }]) {
    statuses.push((await create(api, json)).status)
  }
  expect(statuses).toEqual([422, 422, 422, 429])
  expect((await create(api, { email: 42 }, '192.0.2.2')).status).toBe(422)
})

test('what can not even be read is charged too', async () => {
  const api = givenApi({ policies: { api: policyOf('api', 2) } })
  const statuses: number[] = []
  for (const body of ['{', 'plain', '{']) {
    const headers = { 'content-type': body === 'plain' ? 'text/plain' : 'application/json' }
    statuses.push((await api.call('POST', '/api/v1/sign-in', { body, headers })).status)
  }
  expect(statuses).toEqual([400, 415, 429])
})

test('who is refused without a token costs no try of the route: a page elsewhere can send that', async () => {
  const api = givenApi()
  const pay = () => api.call('POST', '/api/v1/notes/01980000-0000-7000-8000-000000000001/pay', {})
  for (let call = 0; call < 5; call++) {
    const refused = await pay()
    expect(refused.status).toBe(401)
    expect(refused.headers.get('ratelimit-policy')).toContain('"api-minute"')
  }
})

test('an account that the module finds behind a request is charged beside whoever sends it', async () => {
  const signIn = bind(noteRoutes.signIn, async () => answer(200, { ok: true }), {
    account: async (_, { body }) => body.nickname,
  })
  const api = givenApi({ modules: [{ ...notesModule, routes: [signIn] }] })
  const statuses: number[] = []
  for (const [host, nickname] of ['ada', 'ada', 'ada', 'eve'].entries()) {
    const json = { email: `${host}@example.com`, nickname }
    statuses.push((await create(api, json, `192.0.2.${host}`)).status)
  }
  expect(statuses).toEqual([200, 200, 429, 200])
})
