import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import {
  problemDocument,
  type Access,
  type Route,
  type RouteResponse,
} from '../contract/contract.ts'
import type { Module } from '../module/module.ts'
import { problemStatuses, toProblemDocument, Problem } from '../problems/problems.ts'
import { listOperations, type Operation } from './operation.ts'
import { listProblems, type ListedProblem } from './problem-list.ts'
import { problemTypesOf } from './problem-response.ts'

export interface Described {
  readonly title: string
  readonly version: string
  readonly modules: readonly Pick<Module, 'name' | 'routes' | 'problems'>[]
  /** The name of the cookie that holds a session; `session` unless told. */
  readonly sessionCookie?: string
  /** What the `type` of a problem begins with; the API's own page unless told. */
  readonly problemTypes?: string
}

export type OpenApiDocument = ReturnType<typeof createDocument>

const problem = problemDocument.meta({
  id: 'Problem',
  description: 'What went wrong (RFC 9457). `code` is permanent; show `detail` to people.',
})

/** The OpenAPI 3.1 document of the modules' contracts. */
export function createOpenApi(described: Described): OpenApiDocument {
  const { title, version, modules, sessionCookie = 'session' } = described
  const operations = listOperations(modules, listProblems(modules))
  return createDocument({
    openapi: '3.1.0',
    info: { title, version },
    servers: [{ url: '/api/v1' }],
    tags: modules.map(({ name }) => ({ name })),
    paths: pathsOf(operations, problemTypesOf(described)),
    components: { securitySchemes: securitySchemes(sessionCookie) },
  })
}

function securitySchemes(sessionCookie: string) {
  return {
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookie,
      description:
        'Somebody who signed in. The browser sends the cookie by itself; a request that changes ' +
        'something must come from this origin.',
    },
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      description: 'A program of the organisation, with the actions that its key was given.',
    },
    link: {
      type: 'http',
      scheme: 'bearer',
      description: 'The access token of one object, from a signed link.',
    },
  } as const
}

/** Who may call, each with the action that they must hold (OpenAPI 3.1 calls it a role). */
function securityOf({ access, action, peopleOnly }: Route): Record<string, string[]>[] {
  const held = action === undefined ? [] : [action]
  const schemes = peopleOnly ? (['session'] as const) : schemesByAccess[access]
  return schemes.map((scheme) => ({ [scheme]: held }))
}

const schemesByAccess: Readonly<
  Record<Access, readonly (keyof ReturnType<typeof securitySchemes>)[]>
> = {
  public: [],
  guest: ['link', 'session', 'apiKey'],
  person: ['session'],
  operator: ['session', 'apiKey'],
}

function pathsOf(operations: readonly Operation[], problemTypes: string): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const operation of operations) {
    const path = operation.route.path.replaceAll(/:([A-Za-z0-9_]+)/g, '{$1}')
    const method = operation.route.method.toLowerCase()
    paths[path] = { ...paths[path], [method]: describeOperation(operation, problemTypes) }
  }
  return paths
}

function describeOperation(operation: Operation, problemTypes: string): ZodOpenApiOperationObject {
  const { route } = operation
  const { summary } = route
  const remarks = [route.description, route.peopleOnly && 'For people alone: no API key can do it.']
  const description = remarks.filter(Boolean).join(' ')
  return {
    operationId: operation.id,
    tags: [operation.module],
    summary,
    ...(description === '' ? {} : { description }),
    ...(route.deprecated ? { deprecated: true } : {}),
    security: securityOf(route),
    ...describeRequest(route),
    responses: describeResponses(operation, problemTypes),
  }
}

function describeRequest(route: Route): Partial<ZodOpenApiOperationObject> {
  const { params, query, body } = route.request ?? {}
  const headers = headersOf(route)
  return {
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...(body ? { requestBody: describeBody(route, body) } : {}),
    ...(route.rawBody ? { requestBody: rawBody } : {}),
    ...(route.streamBody ? { requestBody: streamedBody(route) } : {}),
  }
}

const bytes = { '*/*': { schema: { type: 'string', format: 'binary' } } } as const

const rawBody = {
  required: true,
  description: 'Taken byte by byte as it is sent: its sender has signed it.',
  content: bytes,
} as const

function streamedBody({ maxBodyBytes }: Route) {
  const description = `Bytes, read while they come: ${maxBodyBytes} at most.`
  return { required: false, description, content: bytes }
}

function describeBody(route: Route, schema: z.ZodType) {
  const example = route.exampleBody === undefined ? {} : { example: route.exampleBody }
  return {
    required: !schema.safeParse(undefined).success,
    content: { 'application/json': { schema, ...example } },
  }
}

/** The headers that the contract names, and the key of a keyed route. */
function headersOf(route: Route): z.ZodObject | undefined {
  const own = documentedHeaders(route.request?.headers)
  if (!route.idempotent) return own
  const key = z.string().min(1).max(255)
  const shape = {
    'Idempotency-Key': (route.idempotent === 'required' ? key : key.optional()).meta(keyTexts),
  }
  return own ? own.extend(shape) : z.object(shape)
}

/** Without those that every browser sends by itself: a cookie is described as what secures. */
function documentedHeaders(headers: z.ZodObject | undefined): z.ZodObject | undefined {
  const own = Object.entries(headers?.shape ?? {}).filter(([name]) => !sentByItself.has(name))
  return own.length === 0 ? undefined : z.object(Object.fromEntries(own))
}

const sentByItself = new Set(['cookie', 'user-agent'])

const keyTexts = {
  description:
    'The same key with the same request is answered once and replayed for 24 hours. A new UUID is best; callers who are not signed in need at least 16 characters.',
  example: '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11',
}

function describeResponses(
  { route, problems }: Operation,
  problemTypes: string,
): ZodOpenApiResponsesObject {
  const responses: Record<string, object> = {}
  for (const [status, response] of Object.entries(route.responses)) {
    responses[status] = describeSuccess(response)
  }
  for (const [status, group] of groupByStatus(problems)) {
    responses[String(status)] ??= describeProblems(route, group, problemTypes)
  }
  // Every key was made from a status.
  return responses as ZodOpenApiResponsesObject
}

function describeSuccess({ description, schema, example, contentType }: RouteResponse): object {
  if (!schema && contentType === undefined) return { description }
  const media = { schema: schema ?? z.string(), ...(example === undefined ? {} : { example }) }
  return { description, content: { [contentType ?? 'application/json']: media } }
}

function groupByStatus(problems: readonly ListedProblem[]) {
  return Map.groupBy(problems, ({ status }) => status)
}

function describeProblems(
  route: Route,
  problems: readonly ListedProblem[],
  problemTypes: string,
): object {
  const [first] = problems
  const title = first ? problemStatuses[first.status] : ''
  const examples = problems.map((one) => [one.code, { value: exampleOf(route, one, problemTypes) }])
  return {
    description: `${title}: ${problems.map(({ code }) => `\`${code}\``).join(', ')}`,
    content: {
      'application/problem+json': { schema: problem, examples: Object.fromEntries(examples) },
    },
  }
}

function exampleOf(route: Route, listed: ListedProblem, problemTypes: string): object {
  const errors = [{ path: 'email', code: 'required', text: 'This is needed.' }]
  const isAboutFields = listed.code === 'request.invalid'
  return toProblemDocument(new Problem(listed, {}, isAboutFields ? { errors } : {}), {
    correlationId: '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11',
    instance: `/api/v1${route.path}`,
    problemTypes,
  })
}
