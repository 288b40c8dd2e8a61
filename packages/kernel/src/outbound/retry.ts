import type { OutboundError } from './outbound-error.ts'
import type { RetryRules } from './provider-options.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether sending a call twice does no more than once: it only reads, or carries its key. */
export function isRepeatable(method: string, headers: Headers): boolean {
  return safeMethods.has(method) || (headers.get('idempotency-key') ?? '') !== ''
}

/** A failure that another attempt of the same call can mend soon. What was refused stays so. */
export function isWorthRepeating({ kind }: OutboundError): boolean {
  return kind === 'network' || kind === 'timeout' || kind === 'rate-limited' || kind === 'transient'
}

interface Ended {
  readonly attempt: number
  readonly retryAfterMs?: number | undefined
}

/**
 * How long to wait before the attempt after `attempt`: exponential with full jitter, and never
 * less than the provider asked for.
 */
export function pauseMs(
  { attempt, retryAfterMs = 0 }: Ended,
  rules: RetryRules,
  random: () => number,
): number {
  const ceilingMs = Math.min(rules.maxMs, rules.baseMs * 2 ** (attempt - 1))
  return retryAfterMs + random() * ceilingMs
}
