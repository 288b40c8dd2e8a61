/** A span of time `[fromMs, toMs)` in which something is taken. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export function overlaps(one: Span, other: Span): boolean {
  return one.fromMs < other.toMs && other.fromMs < one.toMs
}

/** The most spans that are taken at one moment of `window`. Spans that only touch do not meet. */
export function depthWithin(spans: readonly Span[], window: Span): number {
  const met = spans.filter((span) => overlaps(span, window))
  // The depth only grows where a span begins, so those moments are the only ones to look at.
  const moments = [window.fromMs, ...met.map((span) => Math.max(span.fromMs, window.fromMs))]
  return Math.max(...moments.map((atMs) => countAt(met, atMs)))
}

function countAt(spans: readonly Span[], atMs: number): number {
  return spans.filter((span) => span.fromMs <= atMs && atMs < span.toMs).length
}
