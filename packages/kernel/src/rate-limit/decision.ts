import type { Policy } from './policies.ts'

/** One subject (an API key, user, organisation or client address) under one policy. */
export interface Charge {
  readonly policy: Policy
  readonly subject: string
}

/** Where one window stands after the call. */
export interface WindowState {
  readonly policy: string
  readonly window: string
  readonly limit: number
  readonly periodMs: number
  /** How many more calls would pass right now, as far as this window is concerned. */
  readonly remaining: number
  /** When `remaining` grows if nothing else is charged; 0 when it can not grow. */
  readonly resetMs: number
}

export interface Decision {
  readonly allowed: boolean
  /** Every window of every charge, in the order of the charges. */
  readonly states: readonly WindowState[]
  /** The window that denies for the longest time; absent when the call passed. */
  readonly deniedBy?: WindowState
  /** The call would pass after this time, and not before, if nothing else is charged. */
  readonly retryAfterMs: number
}

/**
 * Counts calls. `take` looks at every window of every charge first and then charges all of
 * them or none: a denied call costs nothing. The same policy and subject twice in one call
 * counts once.
 */
export interface RateLimitStore {
  take(charges: readonly Charge[]): Decision | Promise<Decision>
}
