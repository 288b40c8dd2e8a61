/** Trying again would not help: the job goes to the dead letters at once. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError'
}

/** Somebody asks us to wait: the job comes back after `retryAfterMs` and spends no attempt. */
export class RateLimitedError extends Error {
  override readonly name = 'RateLimitedError'
  readonly retryAfterMs: number

  constructor(retryAfterMs: number, options?: ErrorOptions) {
    super(`Asked to wait for ${retryAfterMs} ms`, options)
    this.retryAfterMs = retryAfterMs
  }
}
