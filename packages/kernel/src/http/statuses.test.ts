import { expect, test } from 'vitest'
import { runInContext, type RequestContext } from '../context/context.ts'
import { problemDocument } from '../contract/contract.ts'
import { givenApi, problemOf } from './given-api.ts'
import { noteId } from './given-notes.ts'

test('200: a body as the contract says, below v1 and below its alias', async () => {
  const { call } = givenApi()
  for (const prefix of ['/api/v1', '/api']) {
    const response = await call('GET', `${prefix}/notes/newest`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ id: noteId, text: 'hello' })
  }
})

test('200: a text that is not JSON goes out as it is', async () => {
  const response = await givenApi().call('GET', '/api/v1/plain')
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await response.text()).toBe('just <text>')
})

test('204: no body and no content type', async () => {
  const response = await givenApi().call('DELETE', `/api/v1/notes/${noteId}`, { as: 'operator' })
  expect(response.status).toBe(204)
  expect(response.headers.get('content-type')).toBeNull()
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).toBe('')
})

test('304: a caller that has the current text gets no body', async () => {
  const { call } = givenApi()
  const first = await call('GET', '/api/v1/notes/newest')
  const etag = first.headers.get('etag') ?? ''
  for (const offered of [etag, `"other", ${etag}`, '*', etag.replace('W/', '')]) {
    const again = await call('GET', '/api/v1/notes/newest', {
      headers: { 'if-none-match': offered },
    })
    expect(again.status).toBe(304)
    expect(again.headers.get('etag')).toBe(etag)
    expect(await again.text()).toBe('')
  }
  const changed = await call('GET', '/api/v1/notes/newest', { headers: { 'if-none-match': '"x"' } })
  expect(changed.status).toBe(200)
})

test('an answer for one caller is never kept by a shared cache', async () => {
  const { call } = givenApi()
  const own = await call('GET', `/api/v1/notes/${noteId}`, { as: 'link' })
  expect(own.headers.get('cache-control')).toBe('private, no-cache')
  expect(own.headers.get('vary')).toBe('Authorization, Cookie')
})

test('400: malformed JSON, with the reason and without the text', async () => {
  const response = await givenApi().call('POST', '/api/v1/notes', {
    body: '{"text": canary',
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status).toBe(400)
  const problem = await problemOf(response)
  expect(problem['code']).toBe('request.malformed')
  expect(JSON.stringify(problem)).not.toContain('canary')
})

test('401: an operators’ route without credentials, and with wrong ones', async () => {
  const { call } = givenApi()
  for (const as of [undefined, 'stranger']) {
    const options = as === undefined ? {} : { as }
    const response = await call('DELETE', `/api/v1/notes/${noteId}`, options)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect((await problemOf(response))['code']).toBe('request.unauthenticated')
  }
})

test('401: wrong credentials also on a public route', async () => {
  const response = await givenApi().call('GET', '/api/v1/notes', { as: 'stranger' })
  expect(response.status).toBe(401)
})

test('403: an operator with too few rights, and the holder of a link', async () => {
  const { call } = givenApi()
  for (const as of ['reader', 'link']) {
    const response = await call('DELETE', `/api/v1/notes/${noteId}`, { as })
    expect(response.status).toBe(403)
    expect((await problemOf(response))['code']).toBe('request.forbidden')
  }
})

test('404: the holder of a link asks for another object', async () => {
  const other = noteId.replace('0198', '0199')
  const response = await givenApi().call('GET', `/api/v1/notes/${other}`, { as: 'link' })
  expect(response.status).toBe(404)
})

test('404: an unknown address has the shape of every problem', async () => {
  const response = await givenApi().call('GET', '/api/v1/nothing/here?secret=1')
  expect(response.status).toBe(404)
  const problem = problemDocument.parse(await problemOf(response))
  expect(problem).toMatchObject({
    code: 'request.notFound',
    instance: '/api/v1/nothing/here',
    type: '/api/docs#request.notFound',
    correlationId: response.headers.get('x-correlation-id'),
  })
})

test('a problem’s type leads to the page that the application names', async () => {
  const problemTypes = 'https://shop.example/problems/'
  const { api, call } = givenApi({ problemTypes })
  for (const path of ['/api/v1/nothing', '/api/v1/strict?unknown=1']) {
    const { type, code } = await problemOf(await call('GET', path))
    expect(type).toBe(problemTypes + String(code))
  }
  expect(api.problemTypes).toBe(problemTypes)
  expect(JSON.stringify(api.openapi())).not.toContain('/api/docs#')
})

test('405: the wrong method, with every method that the address takes', async () => {
  const { call } = givenApi()
  const list = await call('DELETE', '/api/v1/notes')
  expect(list.status).toBe(405)
  expect(list.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
  expect((await problemOf(list))['code']).toBe('request.methodNotAllowed')
  const newest = await call('POST', '/api/v1/notes/newest')
  expect(newest.headers.get('allow')).toBe('DELETE, GET, HEAD, OPTIONS')
  expect((await call('PROPFIND', '/api/notes')).status).toBe(405)
  for (const path of ['/api/docs', '/api/v1/docs', '/api/openapi.json', '/api/docs/docs.js']) {
    const document = await call('POST', path)
    expect([document.status, document.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect((await call('OPTIONS', path)).status).toBe(204)
  }
})

test('OPTIONS says what an address takes; HEAD is GET without the body', async () => {
  const { call } = givenApi()
  const options = await call('OPTIONS', '/api/v1/notes')
  expect(options.status).toBe(204)
  expect(options.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
  expect((await call('OPTIONS', '/api/v1/nothing')).status).toBe(404)
  const head = await call('HEAD', '/api/v1/notes/newest')
  expect(head.status).toBe(200)
  expect(head.headers.get('etag')).toMatch(/^W\//)
  expect(await head.text()).toBe('')
  expect((await call('HEAD', `/api/v1/notes/${noteId}/pay`)).status).toBe(405)
})

test('415: everything but JSON, also in a charset that is not UTF-8', async () => {
  const { call } = givenApi()
  const types = ['text/plain', 'application/json; charset=latin1', 'multipart/form-data', 'json']
  for (const type of types) {
    const headers = { 'content-type': type }
    const response = await call('POST', '/api/v1/notes', { body: '{"text":"a"}', headers })
    expect(response.status).toBe(415)
    expect((await problemOf(response))['code']).toBe('request.unsupportedMediaType')
  }
})

test('415: a body that is compressed', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const { call } = givenApi()
  const response = await call('POST', '/api/v1/notes', { body: '{"text":"a"}', headers })
  expect(response.status).toBe(415)
})

test('422: every wrong field at once, in plain words, without the values', async () => {
  const response = await givenApi().call('POST', '/api/v1/notes?page=canary', {
    json: { text: '', author: { email: 'canary', age: 7.5 }, tags: 'canary', canary2: 1 },
  })
  expect(response.status).toBe(422)
  const problem = await problemOf(response)
  expect(problem['errors']).toEqual([
    { path: 'page', code: 'unknownField', text: 'This field is not known.' },
    { path: 'text', code: 'tooSmall', text: 'Please use at least 1 character.' },
    { path: 'tags', code: 'wrongType', text: 'Please give a list.' },
    {
      path: 'author.email',
      code: 'wrongFormat',
      text: 'Please give an e-mail address, such as ada@example.com.',
    },
    { path: 'author.age', code: 'wrongType', text: 'Please give a whole number.' },
    { path: 'canary2', code: 'unknownField', text: 'This field is not known.' },
  ])
  expect(JSON.stringify(problem)).not.toContain('"canary"')
})

test('422: what is missing is called missing', async () => {
  const response = await givenApi().call('POST', '/api/v1/notes', { json: {} })
  expect((await problemOf(response))['errors']).toEqual([
    { path: 'text', code: 'required', text: 'This is needed.' },
  ])
})

test('429: the third call of two, with when to come back; others are not affected', async () => {
  const { call } = givenApi()
  const first = await call('GET', '/api/v1/strict')
  expect(first.status).toBe(204)
  expect(first.headers.get('ratelimit-policy')).toBe('"strict-minute";q=2;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"strict-minute";r=1;t=/)
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
  await call('GET', '/api/v1/strict')
  const third = await call('GET', '/api/v1/strict')
  expect(third.status).toBe(429)
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(third.headers.get('x-ratelimit-remaining')).toBe('0')
  expect((await problemOf(third))['code']).toBe('request.limited')
  expect((await call('GET', '/api/v1/strict', { address: '192.0.2.2' })).status).toBe(204)
  expect((await call('GET', '/api/v1/strict', { as: 'operator' })).status).toBe(204)
})

test('429: all addresses of one IPv6 network count as one guest', async () => {
  const { call } = givenApi()
  const from = (host: string) => call('GET', '/api/v1/strict', { address: `2001:db8:1:2::${host}` })
  const responses = [await from('1'), await from('2'), await from('ffff:3')]
  expect(responses.map(({ status }) => status)).toEqual([204, 204, 429])
})

test('429: guessing credentials is charged to the address', async () => {
  const { call } = givenApi()
  const guess = () => call('POST', `/api/v1/notes/${noteId}/pay`, { as: 'stranger' })
  const first = await guess()
  expect(first.status).toBe(401)
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
  expect((await guess()).status).toBe(401)
  expect((await guess()).status).toBe(429)
})

test('500: an unknown error shows nothing of itself and is logged once, with its stack', async () => {
  const { call, logged } = givenApi()
  const response = await call('GET', '/api/v1/crash')
  expect(response.status).toBe(500)
  const problem = await problemOf(response)
  expect(problem).toMatchObject({ code: 'request.internal', status: 500 })
  expect(JSON.stringify(problem)).not.toMatch(/hunter2|db-7|\.ts/)
  const lines = logged.filter((line) => line['level'] === 'error')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({
    code: 'request.internal',
    correlationId: problem['correlationId'],
  })
  expect(JSON.stringify(lines[0])).toMatch(/given-notes\.ts/)
})

test('500: an answer that breaks its contract is a defect, whether wrong or too talkative', async () => {
  const { call, logged } = givenApi()
  for (const path of ['/api/v1/broken', '/api/v1/leak']) {
    expect((await call('GET', path)).status).toBe(500)
  }
  const text = JSON.stringify(logged)
  expect(text).toContain('id: invalid_format')
  expect(text).toContain('passwordHash: not in the contract')
})

test('in production a broken answer goes out and a sample of them is logged', async () => {
  const { call, logged } = givenApi({ checkAnswers: 'sample' })
  const statuses = await Promise.all(
    Array.from({ length: 128 }, async () => (await call('GET', '/api/v1/leak')).status),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(logged.filter((line) => line['level'] === 'error')).toHaveLength(2)
})

test('503: an outage says when to try again and is logged once, with its cause', async () => {
  const { call, logged } = givenApi()
  const response = await call('GET', '/api/v1/down')
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('2')
  expect(logged.filter((line) => line['level'] === 'warn')).toHaveLength(1)
})

test('a refusal leaves no personal data in the log', async () => {
  const { call, logged } = givenApi()
  const json = { text: 'canary', author: { email: 'canary@example.com' }, canary: 1 }
  await call('POST', '/api/v1/notes?canary=1', { json })
  expect(logged).toHaveLength(1)
  expect(JSON.stringify(logged)).not.toContain('canary')
})

test('the route’s template and the actor are in the context, for logs and metrics', async () => {
  const context: RequestContext = { correlationId: 'c', signal: new AbortController().signal }
  const { call } = givenApi()
  await runInContext(context, () => call('GET', `/api/notes/${noteId}`, { as: 'link' }))
  expect(context).toMatchObject({
    route: '/api/v1/notes/:id',
    actorId: 'link',
    organisationId: 'org',
  })
})

test('a deprecated route says since when and until when', async () => {
  const response = await givenApi().call('GET', '/api/v1/plain')
  expect(response.headers.get('deprecation')).toBe('@1767225600')
  expect(response.headers.get('sunset')).toBe('Wed, 01 Jul 2026 00:00:00 GMT')
})

test('a harmless correlation id is kept and comes back', async () => {
  const headers = { 'x-correlation-id': 'abc-123' }
  const response = await givenApi().call('GET', '/api/v1/crash', { headers })
  expect(response.headers.get('x-correlation-id')).toBe('abc-123')
  expect((await problemOf(response))['correlationId']).toBe('abc-123')
})
