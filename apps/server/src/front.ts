import { createServer, type RequestListener, type Server } from 'node:http'
import { resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { compileCors } from '@holdfast/kernel/cors'
import { harden, type Hardened, type Listener, type UpgradeHandler } from '@holdfast/kernel/edge'
import type { Health } from '@holdfast/kernel/health'
import type { Api } from '@holdfast/kernel/http'
import type { Log } from '@holdfast/kernel/log'
import { mailboxPage } from '@holdfast/kernel/mail'
import type { Metrics } from '@holdfast/kernel/metrics'
import { requestProblems } from '@holdfast/kernel/problems'
import type { Sockets } from '@holdfast/kernel/realtime'
import type { ShopProxy } from '@holdfast/stores'
import { createConsole } from './console.ts'
import type { Environment } from './env.ts'
import type { FileStore } from './file-store.ts'
import type { Limits } from './limits.ts'
import type { Post } from './mail.ts'
import type { Till } from './payments.ts'
import { createMetricsEndpoint, type MetricsEndpoint } from './metrics-endpoint.ts'
import { readOnly } from './read-only.ts'
import { isRoutine } from './routine.ts'
import { routeByPath, type PathTable } from './routes.ts'
import { domainsOf } from './shops.ts'
import { createSite } from './site.ts'
import type { Studio } from './studio.ts'

/** The server that listens, and the edge in front of everything it answers. */
export interface Front {
  readonly server: Server
  readonly edge: Hardened
}

export interface FrontParts {
  readonly env: Environment
  readonly api: Api
  readonly sockets: Sockets
  readonly health: Health
  readonly limits: Limits
  readonly post: Post
  readonly log: Log
  readonly metrics: Metrics
  readonly till: Pick<Till, 'sandboxPage'>
  readonly shops: { readonly proxy: ShopProxy }
  readonly fileStore: Pick<FileStore, 'links'>
  readonly studio: Pick<Studio, 'sharePage'>
}

/** Of a route that says nothing else. */
const maxBodyBytes = 1_048_576
const siteFolder = resolve(import.meta.dirname, '../../site/dist')
const consoleFolder = resolve(import.meta.dirname, '../../console/dist')

/** Site, console, API, docs and probes on one port, and the shops by their hosts. */
export function createFront(parts: FrontParts): Front {
  const { env, api, sockets, health, limits, log, metrics, shops } = parts
  const endpoint = createMetricsEndpoint(metrics, env.HOLDFAST_PROBE_TOKEN?.reveal())
  const edge = harden(shopsFirst(shops.proxy, routeByPath(pathsOf(parts, endpoint))), {
    log,
    metrics,
    health,
    production: env.NODE_ENV === 'production',
    trustedProxyHops: env.TRUSTED_PROXY_HOPS,
    cors: compileCors({ origins: env.ALLOWED_ORIGINS, credentials: false, uploads: true }),
    limiter: {
      store: limits.store,
      policy: limits.policies.edge,
      exempts: endpoint.isScraper,
    },
    problemTypes: api.problemTypes,
    isRoutine,
    upgrade: onlyHere(shops.proxy, sockets.upgrade),
    deadlineMs: (method, path) => api.deadlineMs(method, path) ?? env.REQUEST_DEADLINE,
    maxBodyBytes: (method, path) => api.maxBodyBytes(method, path) ?? maxBodyBytes,
    streamsBody: api.streamsBody,
    ...(env.ALLOWED_HOSTS.length > 0 ? { hosts: hostsOf(env) } : {}),
  })
  const server = createServer(edge.listener)
  edge.attach(server)
  return { server, edge }
}

/** At a shop's host nothing of ours is to be found. */
function shopsFirst(proxy: ShopProxy, ours: Listener): Listener {
  return (request, response) =>
    proxy.isForShop(request) ? proxy.byHost(request, response) : ours(request, response)
}

function onlyHere(proxy: ShopProxy, upgrade: UpgradeHandler): UpgradeHandler {
  return (request, socket, head) => {
    if (proxy.isForShop(request)) throw requestProblems.notFound()
    return upgrade(request, socket, head)
  }
}

function hostsOf(env: Environment): readonly string[] {
  return [...env.ALLOWED_HOSTS, ...domainsOf(env).map((domain) => `*.${domain}`)]
}

function pathsOf(
  { env, api, post, till, shops, fileStore, studio }: FrontParts,
  endpoint: MetricsEndpoint,
): PathTable {
  const production = env.NODE_ENV === 'production'
  const mailbox = post.mailbox && !production ? mailboxPage(post.mailbox) : undefined
  return [
    ['/api', getRequestListener(api.app.fetch, { overrideGlobalObjects: false })],
    ['/metrics', endpoint.listener],
    ...(mailbox ? [['/mailbox', onlyRead(asListener(mailbox))] as const] : []),
    ...(till.sandboxPage ? [['/sandbox', asListener(till.sandboxPage)] as const] : []),
    ['/files', fileStore.links],
    ['/shared', asListener(studio.sharePage)],
    ['/shops', (request, response) => shops.proxy.byPath(request, response)],
    ['/console', createConsole(consoleFolder)],
    ['/', createSite(siteFolder, { paysByStripe: env.STRIPE_PUBLISHABLE_KEY !== undefined })],
  ]
}

/** What can only be read refuses everything else as a problem, as the rest of the service does. */
function onlyRead(listener: Listener): Listener {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw readOnly()
    return listener(request, response)
  }
}

function asListener(answer: (request: Request) => Response | Promise<Response>): RequestListener {
  return getRequestListener(answer, { overrideGlobalObjects: false })
}
