import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api'

/** What is known of a span when it begins. Ids, names and numbers: no personal data, no values. */
export interface SpanFacts {
  readonly kind?: 'client' | 'consumer' | 'producer'
  readonly attributes?: Attributes
  /** What it belongs to, as a W3C `traceparent`; what runs now unless told. */
  readonly parent?: string | undefined
  /** Only within a trace that has begun: what goes on behind everything makes none of its own. */
  readonly onlyWithin?: boolean
}

/** Undefined while nobody collects: then everything here costs one comparison. */
let tracer: Tracer | undefined

/** For `startTracing` alone. */
export function useTracer(next: Tracer | undefined): void {
  tracer = next
}

export function isTracing(): boolean {
  return tracer !== undefined
}

/** Runs `work` as a part of the trace. It ends when the work has, with its failure if it fails. */
export function withSpan<T>(
  name: string,
  facts: SpanFacts,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (tracer === undefined) return work(undefined)
  if (facts.onlyWithin && trace.getSpan(context.active()) === undefined) return work(undefined)
  return record(tracer, { name, facts, work })
}

async function record<T>(
  by: Tracer,
  { name, facts, work }: { name: string; facts: SpanFacts; work: (span: Span) => Promise<T> },
): Promise<T> {
  const parent = facts.parent === undefined ? context.active() : contextOf(facts.parent)
  const kind = facts.kind === undefined ? SpanKind.INTERNAL : kinds[facts.kind]
  const span = by.startSpan(name, { kind, attributes: facts.attributes ?? {} }, parent)
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span))
  } catch (error) {
    fail(span, error)
    throw error
  } finally {
    span.end()
  }
}

const kinds = {
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
} as const

/** The kind of error alone: its message may hold anything. */
function fail(span: Span, error: unknown): void {
  const type = error instanceof Error ? error.name : typeof error
  span.setAttribute('error.type', codeOf(error) ?? type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** The span of a request, which ends where no function returns: with its answer. */
export interface ServerSpan {
  /** The trace goes on from here. */
  readonly traceparent: string
  run<T>(work: () => T): T
  end(answer: {
    readonly method: string
    readonly route?: string | undefined
    status: number
  }): void
}

/** Undefined while nobody collects. */
export function startServerSpan(
  method: string,
  parent: string | undefined,
): ServerSpan | undefined {
  if (tracer === undefined) return undefined
  const outer = parent === undefined ? ROOT_CONTEXT : contextOf(parent)
  const span = tracer.startSpan(method, { kind: SpanKind.SERVER }, outer)
  const inner = trace.setSpan(outer, span)
  return {
    traceparent: traceparentOf(span),
    run: (work) => context.with(inner, work),
    end({ route, status, ...answer }) {
      if (route !== undefined) span.updateName(`${answer.method} ${route}`)
      span.setAttributes({
        'http.request.method': answer.method,
        'http.response.status_code': status,
        ...(route === undefined ? {} : { 'http.route': route }),
      })
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

/** What runs now, for whoever goes on with the trace elsewhere. */
export function currentTraceparent(): string | undefined {
  if (tracer === undefined) return undefined
  const span = trace.getSpan(context.active())
  return span && traceparentOf(span)
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

/** It was checked when it came in (`acceptTraceparent`), or made here. */
function contextOf(traceparent: string): Context {
  const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-')
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}
