/** Redis can not be reached, or did not answer in time. Whether the command ran is unknown. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable'
  readonly code = 'REDIS_UNAVAILABLE'
}

/** An answer in which Redis says no; every other failure means that there was no answer. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError'
}

export function isUnavailable(error: unknown): error is RedisUnavailable {
  return error instanceof RedisUnavailable
}
