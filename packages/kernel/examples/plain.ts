// A listener of plain `node:http` behind the edge: `node examples/plain.ts [PORT]`
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { harden } from '@holdfast/kernel/edge'
import { createLog } from '@holdfast/kernel/log'

async function listener(request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (`${request.method} ${request.url?.split('?')[0]}`) {
    case 'GET /hello':
      return send(response, { hello: 'plain' })
    case 'POST /echo':
      return send(response, await json(request))
    case 'GET /slow':
      return send(response, await pause(1_500, { late: true }))
    default:
      response.writeHead(404).end()
  }
}

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const log = createLog({ level: 'info', service: 'example', version: '1', role: 'api' })
const edge = harden(listener, {
  log,
  production: true,
  trustedProxyHops: 0,
  deadlineMs: 1_000,
  maxBodyBytes: 10_000,
})
const server = createServer(edge.listener)
edge.attach(server)
server.listen(Number(process.argv[2] ?? 3000), () =>
  log.info({ address: server.address() }, 'Listening'),
)
