import { IncomingMessage, ServerResponse } from 'node:http'

/** What Node made of one request. */
export interface NodeExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** From the environment that `@hono/node-server` gives an app; undefined elsewhere. */
export function nodeExchangeOf(env: unknown): NodeExchange | undefined {
  if (typeof env !== 'object' || env === null) return undefined
  if (!('incoming' in env) || !('outgoing' in env)) return undefined
  const { incoming, outgoing } = env
  const isNode = incoming instanceof IncomingMessage && outgoing instanceof ServerResponse
  return isNode ? { request: incoming, response: outgoing } : undefined
}
