import type { MiddlewareHandler } from 'hono'
import {
  acceptCorrelationId,
  acceptTraceparent,
  currentContext,
  runInContext,
} from '../context/context.ts'

/**
 * Makes sure that a request has a context. Where nothing below has made one,
 * as in a test without the edge, it makes one and echoes the correlation id.
 */
export const inRequestContext: MiddlewareHandler = async (c, next) => {
  if (currentContext()) return next()
  const correlationId = acceptCorrelationId(c.req.header())
  const context = {
    correlationId,
    traceparent: acceptTraceparent(c.req.header('traceparent')),
    signal: c.req.raw.signal,
  }
  await runInContext(context, next)
  c.res.headers.set('x-correlation-id', correlationId)
}
