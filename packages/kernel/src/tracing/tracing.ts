/** Traces by OpenTelemetry: one from the browser through requests, verbs, SQL and jobs. */
export { currentTraceparent, isTracing, startServerSpan, withSpan } from './span.ts'
export type { ServerSpan, SpanFacts } from './span.ts'
export { startTracing, type Tracing, type TracingOptions } from './start-tracing.ts'
