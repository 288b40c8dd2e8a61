import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Socket } from 'node:net'
import { requestProblems, type Problem } from '../problems/problems.ts'
import { takeOver } from './answer.ts'
import { exchangeOf, type Edge } from './exchange.ts'
import { closeGently, isClosing } from './gentle-close.ts'
import { handle, handleExpectant } from './handle.ts'
import { rawProblem } from './raw-answer.ts'
import { acceptUpgrade } from './upgrade.ts'

/** Sets the server's limits and takes over what Node answers without asking a listener. */
export function attachTo(edge: Edge, server: Server): void {
  if (server.listening) throw new Error('attach(server) comes before server.listen()')
  setLimits(edge, server)
  server.on('clientError', (error, socket) => refuseConnection(edge, error, socket))
  server.on('connect', (_, socket) => {
    if (socket instanceof Socket) closeGently(socket, edge.clock, rawProblem(edge, notAllowed))
  })
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    handleExpectant(edge, request, response)
  })
  // Other expectations may be ignored (RFC 9110, 10.1.1); Node would answer 417 by itself.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    handle(edge, request, response)
  })
  const { upgrade } = edge.options
  if (upgrade !== undefined) acceptUpgrade(edge, server, upgrade)
}

const notAllowed = requestProblems.methodNotAllowed()

function setLimits(edge: Edge, server: Server): void {
  const { connections = {} } = edge.options
  server.headersTimeout = connections.headersTimeoutMs ?? 10_000
  // One for the whole server; `watchArrival` sees to each body.
  server.requestTimeout = 0
  server.keepAliveTimeout = connections.keepAliveTimeoutMs ?? 5_000
  // One more than allowed, so that the surplus is seen and not silently cut off.
  server.maxHeadersCount = edge.limits.maxHeaderCount + 1
  // Documented as options of `createServer` only. Node keeps them under the same names and
  // reads them when it begins to listen and at each connection; tests watch each one work.
  Object.assign(server, {
    connectionsCheckingInterval: connections.checkingIntervalMs ?? 1_000,
    maxHeaderSize: connections.maxHeaderBytes ?? 16_384,
    requireHostHeader: false,
  })
}

/** What came is too slow, too large or not HTTP. */
function refuseConnection(edge: Edge, error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!(socket instanceof Socket) || isClosing(socket)) return
  const code = error.code ?? 'UNKNOWN'
  if (code !== 'ECONNRESET') edge.countMalformed(code)
  const exchange = exchangeOf(socket)
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy()
  } else if (exchange === undefined || (exchange.isOver && exchange.request.complete)) {
    closeGently(socket, edge.clock, rawProblem(edge, problemOf(code)))
  } else if (!exchange.request.complete && !exchange.isOver) {
    takeOver(exchange, problemOf(code))
  } else if (exchange.isOver) {
    // The rest of a body whose request was answered long ago.
    socket.destroy()
  } else {
    // Behind a good request came a bad one: the good one is answered first.
    exchange.response.once('close', () => socket.destroySoon())
  }
}

function problemOf(code: string): Problem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return requestProblems.timeout()
    case 'HPE_HEADER_OVERFLOW':
      return requestProblems.headersTooLarge()
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return requestProblems.tooLarge()
    default:
      return requestProblems.malformed()
  }
}
