// A Fastify app behind the edge: `node examples/fastify.ts [PORT]`
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { fastify } from 'fastify'
import { harden } from '@holdfast/kernel/edge'
import { createLog } from '@holdfast/kernel/log'

const app = fastify({ bodyLimit: 10_000_000 })
app.get('/hello', () => ({ hello: 'fastify' }))
app.post('/echo', ({ body }) => body)
app.get('/slow', () => pause(1_500, { late: true }))
await app.ready()

const log = createLog({ level: 'info', service: 'example', version: '1', role: 'api' })
const edge = harden(app.routing, {
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
