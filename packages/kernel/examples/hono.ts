// A Hono app behind the edge: `node examples/hono.ts [PORT]`
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { harden } from '@holdfast/kernel/edge'
import { createLog } from '@holdfast/kernel/log'

const app = new Hono()
app.get('/hello', (c) => c.json({ hello: 'hono' }))
app.post('/echo', async (c) => c.json(await c.req.json()))
app.get('/slow', async (c) => c.json(await pause(1_500, { late: true })))

const log = createLog({ level: 'info', service: 'example', version: '1', role: 'api' })
const edge = harden(getRequestListener(app.fetch), {
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
