import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { currentContext } from '../context/context.ts'
import type { UpgradeHandler } from '../edge/edge.ts'
import { positionKey, type Position } from '../events/events.ts'
import { refuseWithoutAccess } from '../http/refuse-without-access.ts'
import { createContext, type Actor } from '../module/module.ts'
import { requestProblems, toProblem } from '../problems/problems.ts'
import { Follows, type FollowsParts } from './follows.ts'
import { answerMessages } from './inbox.ts'
import { liveRoutes } from './live-routes.ts'
import { createAnswerMessage } from './message-handling.ts'
import { closeReason, retryOf, socketCodes } from './socket-messages.ts'
import type { SocketOptions } from './socket-options.ts'
import { socketWire } from './socket-wire.ts'

export interface Sockets {
  /**
   * For the edge. Throws a problem for another address and for pages elsewhere. Whoever is refused
   * otherwise gets a connection that closes at once with 4,000 and the status: a page does not see
   * the answer to a refused upgrade.
   */
  readonly upgrade: UpgradeHandler
}

/** WebSockets over the live events: the same events to the same people, and messages from them. */
export function createSockets(options: SocketOptions): Sockets {
  const { path = '/api/v1/socket', live, log, maxMessageBytes = 65_536 } = options
  const answer = createAnswerMessage(options)
  const followsParts = options.objects && partsOfFollows(options, options.objects)
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  // What a connection does later does not run in the request that opened it.
  const outside = AsyncLocalStorage.snapshot()

  return {
    async upgrade(request, connection, head) {
      const url = new URL(request.url ?? '/', 'http://localhost')
      if (url.pathname !== path) throw requestProblems.notFound()
      if (!live.acceptsOrigin(request.headers))
        throw requestProblems.forbidden({ reason: 'origin' })
      const identify = () => identifyActor(options, request)
      const admitted = await admit(request, url, identify)
      server.handleUpgrade(request, connection, head, (socket) => {
        // Too much, or not WebSocket at all: the library closes it and says why.
        socket.on('error', () => undefined)
        if (admitted.isRefused) socket.close(admitted.code, admitted.reason)
        else outside(() => begin(socket, connection, { ...admitted, identifyAgain: identify }))
      })
    },
  }

  async function admit(
    request: IncomingMessage,
    { searchParams }: URL,
    identify: () => Promise<Actor>,
  ): Promise<Admission> {
    try {
      const actor = await identify()
      live.admit({ request, actor })
      return { isRefused: false, actor, after: positionOf(searchParams.get('after')) }
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status >= 500) log.warn({ err: error }, 'A WebSocket could not be opened')
      const reason = closeReason({ code: problem.code, ...retryOf(problem) })
      return { isRefused: true, code: socketCodes.refused(problem.status), reason }
    }
  }

  function begin(
    socket: WebSocket,
    connection: Duplex,
    { actor, after, identifyAgain }: Admitted & { readonly identifyAgain: () => Promise<Actor> },
  ): void {
    const wire = socketWire(socket, connection)
    const follower = live.follow({ actor, identifyAgain, after, wire })
    const follows = followsParts && new Follows(follower, followsParts)
    answerMessages(socket, { connection: follower, follows }, answer)
  }
}

interface Admitted {
  readonly isRefused: false
  readonly actor: Actor
  readonly after: Position | undefined
}

type Admission =
  | Admitted
  | { readonly isRefused: true; readonly code: number; readonly reason: string }

const maxFollowed = 50

function partsOfFollows(
  options: SocketOptions,
  { followables, ...objects }: NonNullable<SocketOptions['objects']>,
): FollowsParts {
  const { ids } = options
  const byName = new Map(followables.map((one) => [one.name, one]))
  if (byName.size < followables.length) throw new Error('Two followables have one name')
  return {
    maxFollowed,
    ...objects,
    database: options.database,
    followables: byName,
    contextOf: (actor) =>
      createContext({ ...options, actor, correlationId: currentContext()?.correlationId ?? ids() }),
  }
}

/** Whoever may follow the stream may open a WebSocket. */
async function identifyActor(
  { authenticate }: Pick<SocketOptions, 'authenticate'>,
  { headers, url }: IncomingMessage,
): Promise<Actor> {
  const request = new Request(new URL(url ?? '/', 'http://localhost'))
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') request.headers.set(name, value)
  }
  const actor = await authenticate(request)
  refuseWithoutAccess(actor, liveRoutes.followEvents)
  return actor
}

/** Throws `request.malformed` for what is no position. */
function positionOf(after: string | null): Position | undefined {
  if (after === null) return undefined
  positionKey(after)
  return after
}
