import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { PrivateAddressRules } from './public-address.ts'
import type { Transport } from './transport.ts'

export interface RetryRules {
  /** The first one included; 1 never repeats. */
  readonly attempts: number
  /** The wait before attempt n is random between 0 and `baseMs · 2ⁿ⁻²`, `maxMs` at most. */
  readonly baseMs: number
  readonly maxMs: number
}

export interface BreakerRules {
  /** So many failed attempts in a row open it. */
  readonly failures: number
  /** So long it refuses everything before one probe may pass. */
  readonly openMs: number
}

export interface ConcurrencyRules {
  /** Attempts at once. */
  readonly max: number
  /** Calls that may wait for a place; the next is refused as overloaded. */
  readonly queue: number
}

export interface ProviderOptions {
  /** Where every path is below; no call leaves its origin. `https://api.example.com/v1`. */
  readonly baseUrl: string
  /** For one attempt, until its whole answer is there; 10 s unless told. */
  readonly timeoutMs?: number
  /** For all attempts and the waits between; 30 s unless told. */
  readonly totalMs?: number
  /** 3 attempts, 250 ms doubled up to 5 s, unless told. */
  readonly retry?: Partial<RetryRules>
  /** 5 failures, 10 s, unless told. */
  readonly breaker?: Partial<BreakerRules>
  /** 20 at once and 50 waiting unless told. */
  readonly concurrency?: Partial<ConcurrencyRules>
  /** 5 MB unless told. */
  readonly maxResponseBytes?: number
  /** Sent with every call, such as an authorization. A call's own headers win. */
  readonly headers?: Readonly<Record<string, string>>
  /** The base address was given by a user: connect to public addresses alone. */
  readonly refusePrivateAddresses?: boolean | PrivateAddressRules
  readonly clock?: Clock
  readonly log?: Pick<Log, 'info' | 'warn'>
  readonly metrics?: Metrics | undefined
  /** 0 ≤ n < 1; `Math.random` unless told. */
  readonly random?: () => number
  /** Replaces the global fetch. */
  readonly transport?: Transport
}

export interface ProviderLimits {
  readonly timeoutMs: number
  readonly totalMs: number
  readonly retry: RetryRules
  readonly breaker: BreakerRules
  readonly concurrency: ConcurrencyRules
  readonly maxResponseBytes: number
}

/** The limits with what was not told. Throws RangeError for numbers that make no sense. */
export function limitsOf(name: string, options: ProviderOptions): ProviderLimits {
  const limits = {
    timeoutMs: options.timeoutMs ?? 10_000,
    totalMs: options.totalMs ?? 30_000,
    retry: { attempts: 3, baseMs: 250, maxMs: 5_000, ...options.retry },
    breaker: { failures: 5, openMs: 10_000, ...options.breaker },
    concurrency: { max: 20, queue: 50, ...options.concurrency },
    maxResponseBytes: options.maxResponseBytes ?? 5_000_000,
  }
  const { retry, breaker, concurrency } = limits
  const positive = [
    limits.timeoutMs,
    limits.totalMs,
    limits.maxResponseBytes,
    retry.attempts,
  ].concat(breaker.failures, breaker.openMs, concurrency.max)
  const isSound =
    /^[a-z][a-z0-9-]*$/.test(name) &&
    positive.every((number) => number >= 1) &&
    [retry.baseMs, retry.maxMs, concurrency.queue].every((number) => number >= 0)
  if (!isSound) throw new RangeError(`the limits of provider ${name} are not valid`)
  return limits
}
