import { IncomingMessage } from 'node:http'
import { clientAddress } from '../edge/edge.ts'

/**
 * Who sent the request, as the edge sees it, from the environment that `@hono/node-server`
 * gives an app; `unknown` elsewhere.
 */
export function clientAddressOf(env: unknown): string {
  const isNodeServer = typeof env === 'object' && env !== null && 'incoming' in env
  if (!isNodeServer || !(env.incoming instanceof IncomingMessage)) return 'unknown'
  return clientAddress(env.incoming)
}
