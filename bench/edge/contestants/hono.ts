// Hono with the same protections as middleware, one access-log line a request.
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { rateLimiter } from 'hono-rate-limiter'
import { cors } from 'hono/cors'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { destination, pino } from 'pino'
import { allowedOrigin, booking, readOptions, serve } from './serve.ts'

const { limitPerMinute, logFile } = readOptions()
const log = pino({ level: 'info' }, destination({ dest: logFile, sync: false, minLength: 4096 }))
const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()

const app = new Hono<{ Bindings: HttpBindings }>()
app.use(requestId({ headerName: 'X-Correlation-ID' }))
app.use(async (c, next) => {
  const startMs = performance.now()
  await next()
  log.info(
    {
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      durationMs: performance.now() - startMs,
      clientAddress: c.env.incoming.socket.remoteAddress,
      reqId: c.get('requestId'),
    },
    'request',
  )
})
app.use(async (c, next) => {
  if (delay.mean / 1e6 > 1_000) return c.text('Overloaded', 503)
  return next()
})
app.use(cors({ origin: allowedOrigin, credentials: true }))
app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"] } }))
app.use(
  rateLimiter<{ Bindings: HttpBindings }>({
    windowMs: 60_000,
    limit: limitPerMinute,
    keyGenerator: (c) => c.env.incoming.socket.remoteAddress ?? '',
  }),
)
app.get('/bookings/:id', (c) => c.json(booking))

serve(createServer(getRequestListener(app.fetch)))
