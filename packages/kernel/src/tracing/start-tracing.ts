import { context, trace } from '@opentelemetry/api'
import { useTracer } from './span.ts'

export interface TracingOptions {
  /** Where a collector takes traces by OTLP over HTTP: `http://localhost:4318`. */
  readonly endpoint: string
  readonly service: string
  readonly version: string
  /** How many of the traces that begin here are kept; 1 unless told. Others' wishes are obeyed. */
  readonly ratio?: number
}

export interface Tracing {
  /** Sends what waits. Resolves when it is out, or when a collector that is away was given up. */
  flush(): Promise<void>
  /** Sends what waits and records nothing more. */
  stop(): Promise<void>
}

const flushMs = 2_000

/** Loads the SDK and begins to record. A process that never calls it loads none of it. */
export async function startTracing(options: TracingOptions): Promise<Tracing> {
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }, hooks] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/context-async-hooks'),
  ])
  const url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: flushMs })
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': options.service,
      'service.version': options.version,
    }),
    sampler: new sdk.ParentBasedSampler({
      root: new sdk.TraceIdRatioBasedSampler(options.ratio ?? 1),
    }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({ exporter, exportTimeoutMillis: flushMs, maxQueueSize: 4_096 }),
    ],
    spanLimits: { attributeValueLengthLimit: 200, attributeCountLimit: 32 },
  })
  context.setGlobalContextManager(new hooks.AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(provider)
  useTracer(provider.getTracer('holdfast', options.version))
  // A collector that is away costs traces, and nothing else.
  const flush = () => provider.forceFlush({ timeoutMillis: flushMs }).catch(() => undefined)
  return {
    flush,
    async stop() {
      useTracer(undefined)
      await flush()
      await provider.shutdown().catch(() => undefined)
      trace.disable()
      context.disable()
    },
  }
}
