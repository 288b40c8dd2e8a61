import type { StreamCall } from '../module/module.ts'
import { positionKey, type Position } from '../events/events.ts'
import { requestProblems } from '../problems/problems.ts'
import type { AcceptsOrigin } from './accepts-origin.ts'
import { isSameActor } from './is-same-actor.ts'
import type { GivenLiveOptions } from './live-options.ts'
import { liveRoutes } from './live-routes.ts'

/** Throws a problem for who comes from a foreign page, and when there are too many already. */
export function refuseOneMore(
  { request, actor }: Pick<StreamCall, 'request' | 'actor'>,
  connections: ReadonlySet<Pick<StreamCall, 'actor'>>,
  limits: Pick<GivenLiveOptions, 'maxPerActor' | 'maxConnections'> & {
    readonly acceptsOrigin: AcceptsOrigin
  },
): void {
  if (!limits.acceptsOrigin(request.headers)) throw requestProblems.forbidden({ reason: 'origin' })
  if (connections.size >= limits.maxConnections) {
    throw requestProblems.unavailable({ reason: 'streams' }, { retryAfterSeconds: 30 })
  }
  let own = 0
  for (const other of connections) if (isSameActor(actor, other.actor)) own += 1
  if (own < limits.maxPerActor) return
  const say = 'You follow in too many places already. Close one of them.'
  throw requestProblems.limited({ reason: 'streams' }, { say, retryAfterSeconds: 60 })
}

/**
 * Where the client was, undefined for a new one. The header wins: a browser keeps the address of
 * its first time. Throws `request.malformed` for what is no position.
 */
export function positionOf({
  request,
  query,
}: Pick<StreamCall, 'request' | 'query'>): Position | undefined {
  const header = request.headers['last-event-id']
  const { after } = liveRoutes.followEvents.request.query.parse(query)
  const position = typeof header === 'string' && header !== '' ? header : after
  if (position !== undefined) positionKey(position)
  return position
}
