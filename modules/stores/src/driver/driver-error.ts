import type { FailureClass } from '../contract/states.ts'

export interface DriverFailure {
  readonly class: FailureClass
  /** `releaseFailed`: permanent, for dashboards and for people who look it up. */
  readonly code: string
  /** The last of what a program printed, at most 64 KiB; without secrets. */
  readonly output?: string
  /** The earliest time at which trying again makes sense. */
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/** A driver could not do what it was asked for. The message is for the store's owner. */
export class DriverError extends Error {
  override readonly name = 'DriverError'
  readonly failure: DriverFailure

  constructor(message: string, failure: DriverFailure) {
    super(message, { cause: failure.cause })
    this.failure = failure
  }
}
