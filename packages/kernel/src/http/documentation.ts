import type { Hono } from 'hono'
import { entityTag, isFresh } from './conditional.ts'
import { docsScript, docsStyle } from './docs/assets.ts'
import { describedOperation } from './docs/described-operation.ts'
import { renderDocsPage } from './docs/docs-page.ts'
import type { Described, OpenApiDocument } from './openapi.ts'
import type { Limits } from './limit-requests.ts'
import { listOperations } from './operation.ts'
import { listProblems } from './problem-list.ts'
import { apiPrefixes } from './route-table.ts'

interface Documented extends Described {
  readonly limits: Pick<Limits, 'policies'>
  readonly openapi: () => OpenApiDocument
}

/** The page brings a style and a script from here and nothing else, and may not be framed. */
const contentPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'"

/** Where the document and its page are, below both prefixes. */
export const documentPaths = ['/openapi.json', '/docs', '/docs/docs.css', '/docs/docs.js'] as const

type DocumentPath = (typeof documentPaths)[number]

interface ServedDocument {
  readonly type: string
  read(origin: string): string
}

/** Serves `openapi.json` and the page `docs` with its style and script, below both prefixes. */
export function withDocumentation(app: Hono, documented: Documented): void {
  let openapi: string | undefined
  let renderPage: ReturnType<typeof createPageRenderer> | undefined
  const documents: Readonly<Record<DocumentPath, ServedDocument>> = {
    '/openapi.json': {
      type: 'application/json',
      read: () => (openapi ??= JSON.stringify(documented.openapi())),
    },
    '/docs': {
      type: 'text/html; charset=utf-8',
      read: (origin) => (renderPage ??= createPageRenderer(documented))(origin),
    },
    '/docs/docs.css': { type: 'text/css; charset=utf-8', read: () => docsStyle },
    '/docs/docs.js': { type: 'text/javascript; charset=utf-8', read: () => docsScript },
  }
  for (const path of documentPaths) {
    const { type, read } = documents[path]
    app.on(
      'GET',
      apiPrefixes.map((prefix) => prefix + path),
      (c) => document(c.req.raw, type, read(new URL(c.req.url).origin)),
    )
  }
}

function createPageRenderer(documented: Documented): (origin: string) => string {
  const { title, version, modules } = documented
  const { policies } = documented.limits
  const problems = listProblems(modules)
  const described = new Map(
    Object.values(documented.openapi().paths ?? {})
      .flatMap((item) => [item.get, item.post, item.put, item.patch, item.delete])
      .flatMap((one) => (one?.operationId ? [[one.operationId, describedOperation(one)]] : [])),
  )
  const operations = listOperations(modules, problems).flatMap((operation) => {
    const found = described.get(operation.id)
    return found ? [{ ...operation, described: found }] : []
  })
  return (origin) => renderDocsPage({ title, version, operations, problems, policies, origin })
}

function document(request: Request, type: string, text: string): Response {
  const tag = entityTag(text)
  const headers = {
    'content-type': type,
    'cache-control': 'no-cache',
    'content-security-policy': contentPolicy,
    ...(tag === undefined ? {} : { etag: tag }),
  }
  if (tag !== undefined && isFresh(request.headers.get('if-none-match'), tag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(text, { headers })
}
