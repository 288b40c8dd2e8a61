import type { IncomingMessage, Server } from 'node:http'
import { Socket } from 'node:net'
import { Problem, requestProblems } from '../problems/problems.ts'
import { rateLimitProblem } from '../rate-limit/rate-limit.ts'
import { limitedSubject } from './client-address.ts'
import type { Edge } from './exchange.ts'
import { closeGently } from './gentle-close.ts'
import type { UpgradeHandler } from './options.ts'
import { rawProblem } from './raw-answer.ts'
import { refusalOf } from './request-limits.ts'

/** Hands WebSocket requests to `upgrade` once they have passed the limits of every request. */
export function acceptUpgrade(edge: Edge, server: Server, upgrade: UpgradeHandler): void {
  // Other protocols, such as the h2c that Java's client offers, are offers: HTTP/1.1 goes on.
  Object.assign(server, {
    shouldUpgradeCallback: (request: IncomingMessage) =>
      request.headers.upgrade?.toLowerCase() === 'websocket',
  })
  server.on('upgrade', (request, socket, head) => {
    if (!(socket instanceof Socket)) return
    socket.on('error', () => socket.destroy())
    const refuse = (problem: Problem) => closeGently(socket, edge.clock, rawProblem(edge, problem))
    judge(edge, request)
      .then((refusal) => (refusal ? refuse(refusal) : upgrade(request, socket, head)))
      .catch((error: unknown) => {
        if (error instanceof Problem && error.status < 500) return refuse(error)
        edge.options.log.error({ err: error }, 'An upgrade failed')
        socket.destroy()
        return undefined
      })
  })
}

async function judge(edge: Edge, request: IncomingMessage): Promise<Problem | undefined> {
  const refusal = refusalOf(edge.limits, request, { upgrades: true })
  if (refusal !== undefined) return refusal
  const { limiter } = edge.options
  if (edge.isDraining || edge.isOverloaded(edge.inFlight, edge.clock.monotonicMs())) {
    return requestProblems.unavailable({}, { retryAfterSeconds: 1 })
  }
  if (limiter === undefined) return undefined
  const subject = limitedSubject(edge.addressOf(request))
  const decision = await limiter.store.take([{ policy: limiter.policy, subject }])
  return decision.allowed ? undefined : rateLimitProblem(decision)
}
