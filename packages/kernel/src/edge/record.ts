import { createAccessLog } from '../log/log.ts'
import type { BoundHistogram, Histogram, Metrics } from '../metrics/metrics.ts'
import type { Edge, Exchange } from './exchange.ts'
import type { EdgeOptions } from './options.ts'

type RequestLabel = 'method' | 'route' | 'status'

/** Writes the access-log line and measures, once for each request. */
export function createRecorder(options: EdgeOptions): (exchange: Exchange) => void {
  const { isRoutine = never } = options
  const writeLine = createAccessLog(options.log)
  const measure = options.metrics && measureRequests(options.metrics)
  return (exchange) => {
    const { request, response, socket } = exchange
    const durationMs = exchange.edge.clock.monotonicMs() - exchange.startedAtMs
    if (!exchange.isStream) measure?.(exchange, durationMs)
    writeLine({
      method: request.method ?? '',
      path: exchange.path,
      route: exchange.route,
      status: exchange.status,
      durationMs,
      requestBytes: exchange.countedBytes,
      responseBytes: socket.bytesWritten - exchange.socketBytesBefore,
      correlationId: exchange.correlationId,
      traceId: exchange.traceparent?.slice(3, 35),
      clientAddress: exchange.clientAddress,
      actorId: exchange.actorId,
      isRoutine: exchange.isRoutine || isRoutine(request.method ?? '', exchange.path),
      // A stream ends when its client has had enough.
      outcome: response.writableFinished || exchange.isStream ? 'answered' : 'aborted',
    })
  }
}

const never = () => false

function measureRequests(metrics: Metrics): (exchange: Exchange, durationMs: number) => void {
  const durations = metrics.histogram<RequestLabel>({
    name: 'http_request_duration_seconds',
    help: 'From the first byte of a request until its answer was out or the client gone.',
    labels: ['method', 'route', 'status'],
  })
  const aborted = metrics.counter({
    name: 'http_requests_aborted_total',
    help: 'Requests whose client went away, or whose answer was cut, before it was out.',
  })
  const series = new SeriesCache(durations)
  return (exchange, durationMs) => {
    series.take(exchange).observe(durationMs / 1000)
    if (!exchange.response.writableFinished) aborted.inc()
  }
}

/** How many requests are in flight, read when the metrics are. */
export function reportInFlight(edge: Edge): void {
  edge.options.metrics
    ?.gauge({ name: 'http_requests_in_flight', help: 'Requests that are being answered.' })
    .collect(() => edge.inFlight)
  edge.options.metrics
    ?.gauge({ name: 'http_streams_open', help: 'Answers that go on until one side ends them.' })
    .collect(() => edge.streams)
}

/** Counts what never became a request. */
export function countMalformedIn(metrics: Metrics | undefined): (code: string) => void {
  const counter = metrics?.counter<'code'>({
    name: 'http_malformed_requests_total',
    help: 'Connections closed because what came was too slow, too large or not HTTP.',
    labels: ['code'],
    maxSeries: 50,
  })
  return (code) => counter?.inc({ code })
}

const maxRoutes = 1_000

/** Finds a request's series without putting a key together. */
class SeriesCache {
  readonly #histogram: Histogram<RequestLabel>
  readonly #routes = new Map<string, Map<string, BoundHistogram[]>>()

  constructor(histogram: Histogram<RequestLabel>) {
    this.#histogram = histogram
  }

  take({ request, route: named, status, edge }: Exchange): BoundHistogram {
    const { method: asked = '' } = request
    const method = edge.limits.methods.has(asked) ? asked : 'other'
    const known = named === undefined ? undefined : this.#routes.get(named)
    const route = known || this.#routes.size < maxRoutes ? (named ?? 'none') : 'other'
    const methods = this.#routes.get(route) ?? new Map<string, BoundHistogram[]>()
    this.#routes.set(route, methods)
    const statuses = methods.get(method) ?? []
    methods.set(method, statuses)
    return (statuses[status] ??= this.#histogram.bind({ method, route, status: String(status) }))
  }
}
