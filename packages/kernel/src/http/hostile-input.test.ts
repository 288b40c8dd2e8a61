import { expect, test } from 'vitest'
import { givenApi, problemOf } from './given-api.ts'
import { noteId } from './given-notes.ts'

const deep = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

const bodies: readonly [name: string, body: string | Uint8Array<ArrayBuffer>, status: number][] = [
  ['nothing', '', 400],
  ['white space', ' \n', 400],
  ['half of an object', '{"text":"a"', 400],
  ['two values', '{"text":"a"}{}', 400],
  ['a trailing comma', '{"text":"a",}', 400],
  ['single quotes', "{'text':'a'}", 400],
  ['an unfinished string', '{"text":"a', 400],
  ['an unfinished escape', '{"text":"a\\', 400],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400],
  ['65 levels', `{"text":"a","extra":${deep(64)}}`, 400],
  ['a million brackets', '['.repeat(1_000_000), 400],
  ['a million objects', '{"a":'.repeat(200_000), 400],
  ['a name twice', '{"text":"a","text":"b"}', 400],
  ['a name twice, once escaped', String.raw`{"text":"a","te\u0078t":"b"}`, 400],
  ['a name twice, deeper', '{"text":"a","extra":{"b":1,"c":[{"d":1,"d":2}]}}', 400],
  ['__proto__', '{"text":"a","__proto__":{"isAdmin":true}}', 400],
  ['__proto__, escaped', String.raw`{"text":"a","\u005f_proto__":{"isAdmin":true}}`, 400],
  ['__proto__ inside', '{"text":"a","extra":{"__proto__":{"isAdmin":true}}}', 400],
  ['constructor', '{"text":"a","constructor":{"prototype":{"isAdmin":true}}}', 422],
  ['null', 'null', 422],
  ['a list', '[]', 422],
  ['a number', '1', 422],
  ['a huge number', '{"text":1e999}', 422],
  ['a list for a text', '{"text":["a"]}', 422],
  ['an object for a text', '{"text":{"$gt":""}}', 422],
  ['nothing but controls', String.raw`{"text":"\u0000\u0001\u202e"}`, 422],
  ['a NUL where the schema lets it', String.raw`{"text":"a","tags":["a\u0000b"]}`, 422],
  ['half a surrogate pair', String.raw`{"text":"a","tags":["\ud800"]}`, 422],
  ['a NUL in a free name', String.raw`{"text":"a","extra":{"a\u0000":1}}`, 422],
  ['a text too long', JSON.stringify({ text: 'a'.repeat(500_000) }), 422],
  ['five thousand unknown fields', JSON.stringify(Object.fromEntries(manyFields(5000))), 422],
]

function manyFields(count: number): [string, number][] {
  return Array.from({ length: count }, (_, index) => [`field${index}`, index])
}

test.each(bodies)('a body of %s is refused in the right shape', async (_, body, status) => {
  const { call, logged } = givenApi()
  const headers = { 'content-type': 'application/json' }
  const response = await call('POST', '/api/v1/notes', { body, headers })
  expect(response.status).toBe(status)
  const text = JSON.stringify(await problemOf(response))
  expect(text.length).toBeLessThan(4000)
  expect(text).not.toMatch(/isAdmin|node_modules|SyntaxError/)
  expect(logged.every((line) => line['level'] === 'debug')).toBe(true)
})

test('nothing that was sent has reached the prototype of all objects', () => {
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
})

test('64 levels and repeated names in different objects are fine', async () => {
  const body = `{"text":"a","extra":{"x":{"b":1},"y":[{"b":1},{"b":"{\\"b\\":"}],"z":${deep(61)}}}`
  const headers = { 'content-type': 'application/json; charset=UTF-8' }
  const response = await givenApi().call('POST', '/api/v1/notes', { body, headers })
  // The body is good; what fails is that there is no database here.
  expect(response.status).toBe(503)
})

const addresses: readonly [string, number][] = [
  ['/api/v1/notes/%ff', 400],
  ['/api/v1/notes/%', 400],
  ['/api/v1/notes/%zz', 400],
  ['/api/v1/notes/%00', 400],
  ['/api/v1/notes/%c0%ae', 400],
  ['/api/v1/%ff', 400],
  ['/api/v1/notes?text=%ff', 400],
  ['/api/v1/notes?text=%00', 400],
  ['/api/v1/notes?text=100%', 400],
  ['/api/v1/notes?__proto__=1', 422],
  ['/api/v1/notes?constructor=1', 422],
  ['/api/v1/notes?limit=1&limit=2', 422],
  ['/api/v1/notes?limit=', 422],
  ['/api/v1/notes?limit=1e9', 422],
  ['/api/v1/notes?limit=NaN', 422],
  ['/api/v1/notes?offset=-1', 422],
  ['/api/v1/notes?text[$ne]=1', 422],
  [`/api/v1/notes?${'a=1&'.repeat(2000)}`, 422],
  ['/api/v1/notes/newest/', 404],
  ['/api/v1//notes', 404],
  ['/api/v2/notes', 404],
  ['/api/v1/notes/..%2f..%2fetc%2fpasswd', 401],
  ['/api/v1/notes/newest?x=1', 422],
]

test.each(addresses)('GET %s is refused in the right shape', async (path, status) => {
  const response = await givenApi().call('GET', path)
  expect(response.status).toBe(status)
  await problemOf(response)
})

test('a list in the query is one, whether given once or twice', async () => {
  const { call } = givenApi()
  expect((await call('GET', '/api/v1/notes?tag=a')).status).toBe(200)
  expect((await call('GET', '/api/v1/notes?tag=a&tag=b')).status).toBe(200)
})

test('a route without a body takes none, or the empty object', async () => {
  const { call } = givenApi()
  const path = `/api/v1/notes/${noteId}`
  const headers = { 'content-type': 'application/json' }
  const remove = (body: string) => call('DELETE', path, { as: 'operator', body, headers })
  expect((await remove('{}')).status).toBe(204)
  expect((await remove('{"force":true}')).status).toBe(422)
  expect((await remove('nonsense')).status).toBe(400)
})

const keys: readonly [string, number][] = [
  ['', 400],
  ['with space', 400],
  ['a'.repeat(256), 400],
  ['caf\u00e9-caf\u00e9-caf\u00e9', 400],
  ['one, two', 400],
]

test.each(keys)('an Idempotency-Key %j is refused', async (key, status) => {
  const response = await givenApi().call('POST', `/api/v1/notes/${noteId}/pay`, {
    as: 'operator',
    headers: { 'idempotency-key': key },
  })
  expect(response.status).toBe(status)
  expect((await problemOf(response))['code']).toBe('idempotency.keyInvalid')
})

test('a route that must have a key says so; a guest’s key must be hard to guess', async () => {
  const { call } = givenApi()
  const missing = await call('POST', `/api/v1/notes/${noteId}/pay`, { as: 'operator' })
  expect((await problemOf(missing))['code']).toBe('idempotency.keyMissing')
  const short = await call('POST', '/api/v1/notes', {
    json: { text: 'a' },
    headers: { 'idempotency-key': 'fifteen-letters' },
  })
  expect((await problemOf(short))['code']).toBe('idempotency.keyInvalid')
})
