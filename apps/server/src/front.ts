import { createServer, type RequestListener, type Server } from 'node:http'
import { resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { compileCors } from '@holdfast/kernel/cors'
import { harden, type Hardened, type Listener } from '@holdfast/kernel/edge'
import type { Health } from '@holdfast/kernel/health'
import type { Api } from '@holdfast/kernel/http'
import type { Log } from '@holdfast/kernel/log'
import { mailboxPage } from '@holdfast/kernel/mail'
import type { Metrics } from '@holdfast/kernel/metrics'
import type { Sockets } from '@holdfast/kernel/realtime'
import { createConsole } from './console.ts'
import type { Environment } from './env.ts'
import type { Limits } from './limits.ts'
import type { Post } from './mail.ts'
import type { Till } from './payments.ts'
import { createMetricsEndpoint, type MetricsEndpoint } from './metrics-endpoint.ts'
import { readOnly } from './read-only.ts'
import { isRoutine } from './routine.ts'
import { routeByPath, type PathTable } from './routes.ts'
import { createSite } from './site.ts'

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
}

const siteFolder = resolve(import.meta.dirname, '../../site/dist')
const consoleFolder = resolve(import.meta.dirname, '../../console/dist')

/** Site, console, API, docs and probes on one port. */
export function createFront(parts: FrontParts): Front {
  const { env, api, sockets, health, limits, log, metrics } = parts
  const endpoint = createMetricsEndpoint(metrics, env.HOLDFAST_PROBE_TOKEN?.reveal())
  const edge = harden(routeByPath(pathsOf(parts, endpoint)), {
    log,
    metrics,
    health,
    production: env.NODE_ENV === 'production',
    trustedProxyHops: env.TRUSTED_PROXY_HOPS,
    cors: compileCors({ origins: env.ALLOWED_ORIGINS, credentials: false }),
    limiter: {
      store: limits.store,
      policy: limits.policies.edge,
      exempts: endpoint.isScraper,
    },
    problemTypes: api.problemTypes,
    isRoutine,
    upgrade: sockets.upgrade,
    deadlineMs: (method, path) => api.deadlineMs(method, path) ?? env.REQUEST_DEADLINE,
    ...(env.ALLOWED_HOSTS.length > 0 ? { hosts: env.ALLOWED_HOSTS } : {}),
  })
  const server = createServer(edge.listener)
  edge.attach(server)
  return { server, edge }
}

function pathsOf({ env, api, post, till }: FrontParts, endpoint: MetricsEndpoint): PathTable {
  const production = env.NODE_ENV === 'production'
  const mailbox = post.mailbox && !production ? mailboxPage(post.mailbox) : undefined
  return [
    ['/api', getRequestListener(api.app.fetch, { overrideGlobalObjects: false })],
    ['/metrics', endpoint.listener],
    ...(mailbox ? [['/mailbox', onlyRead(asListener(mailbox))] as const] : []),
    ...(till.sandboxPage ? [['/sandbox', asListener(till.sandboxPage)] as const] : []),
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
