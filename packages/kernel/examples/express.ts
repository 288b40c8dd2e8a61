// An Express app behind the edge: `node examples/express.ts [PORT]`
import { createServer } from 'node:http'
import express from 'express'
import { harden } from '@holdfast/kernel/edge'
import { createLog } from '@holdfast/kernel/log'

const app = express()
app.get('/hello', (_, response) => void response.json({ hello: 'express' }))
app.post('/echo', express.json({ limit: '10mb' }), ({ body }, response) => void response.json(body))
app.get('/slow', (_, response) => void setTimeout(() => response.json({ late: true }), 1_500))

const log = createLog({ level: 'info', service: 'example', version: '1', role: 'api' })
const edge = harden(app, {
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
