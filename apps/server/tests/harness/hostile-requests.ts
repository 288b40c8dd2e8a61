/** One operation of an OpenAPI document. */
export interface Operation {
  readonly method: string
  /** With `{name}` for parameters. */
  readonly path: string
  readonly query: readonly string[]
  /** An example of the body, or an object with its property names, when it takes one. */
  readonly body: Readonly<Record<string, unknown>> | undefined
}

export interface HostileRequest {
  readonly what: string
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

interface DescribedOperation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

const methods = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** Reads every operation of the document, so that a new route is attacked without being listed. */
export function operationsOf(openapi: string): readonly Operation[] {
  const document: Document = JSON.parse(openapi)
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        query: (operation.parameters ?? []).flatMap((one) =>
          one.in === 'query' ? [one.name] : [],
        ),
        body: bodyOf(operation, document),
      })),
  )
}

function bodyOf(operation: DescribedOperation, document: Document) {
  const schema = operation.requestBody?.content['application/json']?.schema
  return schema ? shapeOf(schema, document) : undefined
}

/** Objects of the schema with `''` at each leaf: the names are right, the values are not. */
function shapeOf(schema: Schema, document: Document): Readonly<Record<string, unknown>> {
  const named = schema.$ref?.split('/').at(-1)
  const known = named ? document.components?.schemas?.[named] : undefined
  const { properties = {} } = known ?? schema
  return Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [
      name,
      inner.properties || inner.$ref ? shapeOf(inner, document) : '',
    ]),
  )
}

const values: readonly (readonly [what: string, value: unknown])[] = [
  ['null', null],
  ['a number', 1e308],
  ['a negative number', -1],
  ['a fraction', 1.5],
  ['a boolean', true],
  ['a list', [[]]],
  ['an object', { a: { b: 1 } }],
  ['an empty text', ''],
  ['NUL', 'a\u0000b'],
  ['control characters', '\u001b[31m\u0007\r\n\u2028\u202e'],
  ['half a surrogate pair', '\ud800'],
  ['a long text', 'x'.repeat(100_000)],
  ['SQL', `'; drop table bookings.booking; --`],
  ['a template', '{{7*7}}${7*7}<%= 7*7 %>'],
  ['markup', '<script>alert(1)</script>'],
  ['a path', '../../../../etc/passwd'],
  ['a format', '%s%n%x%00'],
  ['a huge integer', 2 ** 60],
  ['a date far away', '9999-12-31'],
  ['a year of nothing', '0000-00-00'],
]

/** Everything that is sent to one operation. */
export function hostileRequests(
  operation: Operation,
  known: { readonly stationId: string },
): readonly HostileRequest[] {
  const path = operation.path.replaceAll(/\{\w+\}/g, known.stationId)
  return [
    ...inPath(operation),
    ...inQuery(operation, path),
    ...inHeaders(operation, path),
    ...(operation.body
      ? [...inBody(operation, path, operation.body), ...brokenBodies(operation, path)]
      : []),
  ]
}

function inPath({ method, path }: Operation): readonly HostileRequest[] {
  if (!path.includes('{')) return []
  const pieces = [
    '%00',
    '%ff',
    '%2e%2e%2f',
    'a'.repeat(2000),
    '%27%3b--',
    '0',
    '%F0%9F%94%A5',
    '{}',
  ]
  return pieces.map((piece) => ({
    what: `path ${piece.slice(0, 20)}`,
    method,
    path: path.replaceAll(/\{\w+\}/g, piece),
    ...(method === 'GET' ? {} : { body: {} }),
  }))
}

function inQuery({ method, query }: Operation, path: string): readonly HostileRequest[] {
  const texts = values.map(
    ([what, value]) => [what, String(value).toWellFormed().slice(0, 3000)] as const,
  )
  return [...query, 'unknown'].flatMap((name) => [
    ...texts.map(([what, value]) => ({
      what: `query ${name} is ${what}`,
      method,
      path: `${path}?${name}=${encodeURIComponent(value)}`,
    })),
    { what: `query ${name} twice`, method, path: `${path}?${name}=1&${name}=2` },
    { what: `query ${name} undecodable`, method, path: `${path}?${name}=%ff%zz` },
    { what: `query ${name} nested`, method, path: `${path}?${name}[__proto__][a]=1` },
  ])
}

function inHeaders({ method }: Operation, path: string): readonly HostileRequest[] {
  const body = method === 'GET' ? {} : { body: {} }
  return [
    { what: 'a key of spaces', method, path, headers: { 'idempotency-key': '   ' }, ...body },
    { what: 'a long key', method, path, headers: { 'idempotency-key': 'k'.repeat(4000) }, ...body },
    {
      what: 'a token of garbage',
      method,
      path,
      headers: { authorization: 'Bearer ....' },
      ...body,
    },
    { what: 'no scheme', method, path, headers: { authorization: 'x' }, ...body },
    { what: 'a strange accept', method, path, headers: { accept: 'a/b;q=x' }, ...body },
    { what: 'a strange tag', method, path, headers: { 'if-none-match': '"\\"' }, ...body },
  ]
}

function inBody(
  { method }: Operation,
  path: string,
  shape: Readonly<Record<string, unknown>>,
): readonly HostileRequest[] {
  return leavesOf(shape).flatMap((leaf) =>
    values.map(([what, value]) => ({
      what: `${leaf.join('.')} is ${what}`,
      method,
      path,
      body: withValue(shape, leaf, value),
    })),
  )
}

function brokenBodies({ method }: Operation, path: string): readonly HostileRequest[] {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const texts: readonly (readonly [string, string, string?])[] = [
    ['half of JSON', '{"a":'],
    ['deep JSON', deep],
    ['deep objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['constructor', '{"constructor":{"prototype":{"admin":true}}}'],
    ['unknown fields', '{"admin":true,"status":"confirmed","price":0}'],
    ['no object', '"text"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['nothing', ''],
    ['a form', 'a=b', 'application/x-www-form-urlencoded'],
    ['XML', '<a/>', 'application/xml'],
    ['parts', '--x--', 'multipart/form-data; boundary=x'],
    ['a strange charset', '{}', 'application/json; charset=utf-7'],
    ['a type of nothing', '{}', ';;;'],
    ['bytes that are no text', '\ud800\udfff{}'],
  ]
  return texts.map(([what, body, type = 'application/json']) => ({
    what,
    method,
    path,
    body,
    headers: { 'content-type': type },
  }))
}

function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const own = path.length > 0 ? [path] : []
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name])),
  ]
}

function withValue(shape: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  const entries = Object.entries(Object(shape))
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, key === name ? withValue(inner, rest, value) : inner]),
  )
}
