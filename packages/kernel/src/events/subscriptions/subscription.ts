import type { Enqueue } from '../../jobs/jobs.ts'
import type { Transaction } from '../../postgres/postgres.ts'
import type { Event } from '../event.ts'

/** The transaction that moves a subscription's position. */
export interface SubscriptionTransaction extends Transaction<unknown> {
  /** Enqueues a job in it, in the name of whoever caused the event. */
  readonly enqueue: Enqueue
}

/** Work that is done once for each event of some types, in their order. */
export interface Subscription {
  /** Permanent: its position is kept under this name. */
  readonly name: string
  readonly types: readonly string[]
  /**
   * Runs in the transaction that moves the position, so what it writes through `tx` happens
   * exactly once. What it does elsewhere may happen again: give it a key made from the event's id.
   * It may run again after a failure or a conflict.
   */
  handle(event: Event, tx: SubscriptionTransaction): Promise<void>
  /** Where a new subscription begins: at the first event of all unless told. */
  readonly from?: 'beginning' | 'now'
}

export interface RetryRules {
  /** How often an event is tried in all before it goes to `kernel.event_failure`. */
  readonly attempts: number
  /** The pause after the first failure; it doubles up to `capMs`, half of it random. */
  readonly firstMs: number
  readonly capMs: number
  /** How long one attempt may take: its queries are cut then. */
  readonly withinMs: number
}

export const defaultRetryRules: RetryRules = {
  attempts: 10,
  firstMs: 500,
  capMs: 60_000,
  withinMs: 30_000,
}

/** How long to wait after so many failures in a row. */
export function retryDelayMs(rules: RetryRules, failures: number): number {
  const fullMs = Math.min(rules.capMs, rules.firstMs * 2 ** (failures - 1))
  return fullMs / 2 + (Math.random() * fullMs) / 2
}
