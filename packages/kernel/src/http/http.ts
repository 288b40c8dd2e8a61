import { Hono, type Context as HonoContext } from 'hono'
import { requestProblems } from '../problems/problems.ts'
import { checkAddress } from './address.ts'
import { createAnswerCheck } from './answer-check.ts'
import type { ApiOptions } from './api-options.ts'
import { createAnswer } from './answer-request.ts'
import { checkContract } from './check-contract.ts'
import { clientAddressOf } from './client-address.ts'
import { documentPaths, withDocumentation } from './documentation.ts'
import { inRequestContext } from './in-request-context.ts'
import { nodeExchangeOf } from './node-exchange.ts'
import { createOpenApi, type OpenApiDocument } from './openapi.ts'
import { problemResponse, problemTypesOf } from './problem-response.ts'
import { apiPrefixes, bySpecificity, createRouteTable, type RouteTable } from './route-table.ts'

export type { ApiOptions } from './api-options.ts'
export { createCursor, createPager } from './page.ts'
export type { Cursor, Pager } from './page.ts'
export { createOpenApi } from './openapi.ts'
export { listProblems, renderProblemList } from './problem-list.ts'

export interface Api {
  readonly app: Hono
  /** The OpenAPI 3.1 document. Always the same text for the same modules. */
  openapi(): object
  /** How long a route may take; undefined when it says nothing. For the edge's deadline. */
  deadlineMs(method: string, path: string): number | undefined
  /** The largest body that a route takes; undefined when it says nothing. For the edge. */
  maxBodyBytes(method: string, path: string): number | undefined
  /** Whether a route reads its body while it comes. For the edge. */
  streamsBody(method: string, path: string): boolean
  /** What the `type` of a problem begins with, for the edge's problems to lead to the same page. */
  readonly problemTypes: string
}

/**
 * Binds the modules' routes below `/api/v1`, and below `/api` as its alias, with the document
 * at `/api/openapi.json` and its page at `/api/docs`. Throws, naming every defect, when
 * the contracts contradict themselves.
 */
export function createApi(options: ApiOptions): Api {
  checkContract(options.modules, options.limits.policies)
  const bound = options.modules.flatMap((module) => module.routes)
  const routes = bound.map(({ route }) => route)
  const table = createRouteTable(routes, documentPaths)
  // Made when it is first read: every start would wait for it.
  let document: OpenApiDocument | undefined
  const openapi = () => (document ??= createOpenApi(options))
  const app = new Hono()
  const answerRequest = createAnswer(
    options,
    createAnswerCheck(options.checkAnswers ?? 'refuse', options.log),
  )
  const addressOf = options.clientAddress ?? clientAddressOf

  app.use(inRequestContext)
  withDocumentation(app, { ...options, openapi })
  for (const entry of bySpecificity(routes).flatMap((route) =>
    bound.filter((one) => one.route === route),
  )) {
    const { method, path } = entry.route
    app.on(
      method,
      apiPrefixes.map((prefix) => prefix + path),
      (c) => {
        return answerRequest(entry, {
          request: c.req.raw,
          params: c.req.param(),
          clientAddress: addressOf(c.env),
          node: nodeExchangeOf(c.env),
        })
      },
    )
  }
  app.notFound((c) => answerUnknown(c, table, options))
  app.onError((error, c) => problemResponse(error, c.req.raw, options))
  return {
    app,
    openapi,
    deadlineMs: (method, path) => table.find(method, path)?.deadlineMs,
    maxBodyBytes: (method, path) => table.find(method, path)?.maxBodyBytes,
    streamsBody: (method, path) => table.find(method, path)?.streamBody === true,
    problemTypes: problemTypesOf(options),
  }
}

function answerUnknown(c: HonoContext, table: RouteTable, options: ApiOptions): Response {
  const allowed = table.allowedMethods(c.req.path)
  const allow = allowed.join(', ')
  if (allowed.length > 0 && c.req.method === 'OPTIONS') {
    const headers = { ...table.optionsHeaders(c.req.path), allow }
    return new Response(null, { status: 204, headers })
  }
  try {
    checkAddress(c.req.url)
    throw allowed.length > 0
      ? requestProblems.methodNotAllowed({}, { headers: { allow } })
      : requestProblems.notFound()
  } catch (error) {
    return problemResponse(error, c.req.raw, options)
  }
}
