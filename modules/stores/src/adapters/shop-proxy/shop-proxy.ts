import type { IncomingMessage, ServerResponse } from 'node:http'
import { currentContext } from '@holdfast/kernel/context'
import { clientAddress } from '@holdfast/kernel/edge'
import type { Log } from '@holdfast/kernel/log'
import { requestProblems, type Problem } from '@holdfast/kernel/problems'
import { createProxyServer, type ProxyServer } from 'httpxy'
import { closedPages, renderClosedPage } from './closed-page.ts'
import { headersForShop, type Passage } from './request-headers.ts'
import { headersFromShop } from './response-headers.ts'
import { isSlug, prefixOf, shopOfPath, slugOfHost } from './shop-address.ts'
import type { ShopDirectory } from './shop-directory.ts'

export interface ShopProxyOptions {
  readonly directory: ShopDirectory
  /** What comes behind the slug of a shop's host: `localhost`, `shops.example.com`. */
  readonly domains: readonly string[]
  /** What visitors speak with whatever stands in front of us. */
  readonly protocol: 'http' | 'https'
  readonly log: Pick<Log, 'warn'>
  /** How long a shop may be silent; 9 s unless told. */
  readonly silenceMs?: number
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Brings visitors to the shops of this machine, by the host that they name or by a path. */
export interface ShopProxy {
  /** Whether a request is for a shop's own host: then nothing else of ours may answer it. */
  isForShop(request: IncomingMessage): boolean
  /** For what `isForShop`. */
  readonly byHost: Answer
  /** For what begins with `/shops/`. */
  readonly byPath: Answer
}

/** To be put behind the edge, which knows the client and ends what takes too long. */
export function createShopProxy(options: ShopProxyOptions): ShopProxy {
  const { domains } = options
  const pass = createPass(options)
  return {
    isForShop: ({ headers }) => slugOfHost(headers.host, domains) !== undefined,
    async byHost(request, response) {
      const slug = slugOfHost(request.headers.host, domains) ?? ''
      await pass(request, response, { slug, form: 'host', path: request.url ?? '/' })
    },
    async byPath(request, response) {
      const found = shopOfPath(request.url ?? '')
      if (!found) return refuse(request, response, 'unknown')
      const { slug, rest } = found
      if (rest !== undefined) return pass(request, response, { slug, form: 'path', path: rest })
      // Relative addresses of the page would lead beside the shop.
      response.writeHead(308, { location: `${prefixOf(slug)}/`, 'cache-control': 'no-store' })
      response.end()
    },
  }
}

interface Visit {
  readonly slug: string
  readonly form: Passage['form']
  readonly path: string
}

/** What only who started a shop may ask of it. */
const isControl = (path: string) => /^(?:\/|%2f)+(?:-|%2d)(?:\/|%2f|\?|$)/i.test(path)

function createPass({ directory, protocol, log, silenceMs = 9_000 }: ShopProxyOptions) {
  const passages = new WeakMap<IncomingMessage, Passage & { host: string | undefined }>()
  const proxy = createProxyServer()
  tameAnswers(proxy, passages)

  return async (request: IncomingMessage, response: ServerResponse, visit: Visit) => {
    const { slug, form, path } = visit
    const door = isSlug(slug) ? await directory.find(slug) : ({ kind: 'unknown' } as const)
    if (door.kind !== 'open') return refuse(request, response, door.kind)
    if (isControl(path)) throw requestProblems.notFound()
    const passage = { slug, form, protocol, clientAddress: clientAddress(request) }
    const correlationId = currentContext()?.correlationId
    const { host } = request.headers
    passages.set(request, { ...passage, correlationId, host })
    request.headers = headersForShop(request.headers, { ...passage, correlationId })
    request.url = path
    try {
      await proxy.web(request, response, {
        // A port of the table on the loopback, and nothing that anybody sent.
        target: { protocol: 'http:', hostname: '127.0.0.1', port: door.port },
        proxyTimeout: silenceMs,
        // One that a shop has just closed would fail a form that must not be sent twice.
        agent: false,
      })
    } catch (error) {
      directory.forget(door.storeId)
      log.warn({ storeId: door.storeId, err: error }, 'A shop does not answer')
      if (response.headersSent || response.destroyed) response.destroy()
      else refuse(request, response, 'silent')
    }
  }
}

/** Headers of an answer are looked through before any of them is on its way. */
function tameAnswers(
  proxy: ProxyServer,
  passages: WeakMap<IncomingMessage, Passage & { host: string | undefined }>,
): void {
  proxy.on('proxyRes', (answer, request) => {
    const passage = passages.get(request)
    // Without a passage nobody has looked at the request either.
    if (!passage) answer.destroy()
    else answer.headers = headersFromShop(answer.headers, passage)
  })
}

/** A page for people, and a problem for programs. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  why: keyof typeof closedPages,
): void {
  const { status, body, headers } = renderClosedPage(closedPages[why])
  if (!request.headers.accept?.includes('text/html')) throw problemOf(why)
  response.writeHead(status, headers)
  response.end(request.method === 'HEAD' ? undefined : body)
}

function problemOf(why: keyof typeof closedPages): Problem {
  const page = closedPages[why]
  if (page.status === 404) return requestProblems.notFound()
  const { retryAfterSeconds } = page
  return requestProblems.unavailable({}, { retryAfterSeconds, say: `${page.title}.` })
}
