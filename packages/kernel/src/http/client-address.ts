/**
 * The address of the peer, from the environment that `@hono/node-server` gives an app. Behind
 * a proxy that is the proxy: pass the edge's view of it to `createApi` there.
 */
export function clientAddressOf(env: unknown): string {
  const socket = memberOf(memberOf(env, 'incoming'), 'socket')
  const address = memberOf(socket, 'remoteAddress')
  return typeof address === 'string' ? address : 'unknown'
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined
  return Reflect.get(value, name)
}
