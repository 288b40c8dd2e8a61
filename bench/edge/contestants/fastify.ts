// Fastify with its own plugins, one access-log line a request.
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import { fastify, LogController } from 'fastify'
import { destination } from 'pino'
import { newId } from '@holdfast/kernel/ids'
import { allowedOrigin, booking, readOptions, serve } from './serve.ts'

const { limitPerMinute, logFile } = readOptions()
const app = fastify({
  logger: { level: 'info', stream: destination({ dest: logFile, sync: false, minLength: 4096 }) },
  logController: new LogController({ disableRequestLogging: true }),
  requestIdHeader: 'x-correlation-id',
  genReqId: () => newId(),
})
await app.register(underPressure, { maxEventLoopDelay: 1_000 })
await app.register(cors, { origin: [allowedOrigin], credentials: true })
await app.register(helmet)
await app.register(rateLimit, { max: limitPerMinute, timeWindow: 60_000 })
app.addHook('onSend', async (request, reply) => {
  reply.header('x-correlation-id', request.id)
})
app.addHook('onResponse', (request, reply, done) => {
  request.log.info(
    {
      method: request.method,
      path: request.url,
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
      clientAddress: request.ip,
    },
    'request',
  )
  done()
})
app.get('/bookings/:id', () => booking)
await app.ready()

serve(app.server)
