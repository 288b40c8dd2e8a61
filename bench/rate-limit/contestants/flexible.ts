import { RateLimiterMemory, RateLimiterRedis, RateLimiterUnion } from 'rate-limiter-flexible'
import { connect } from '../connection.ts'
import { hourMs, minuteMs, type Contestant, type Limits } from '../contestant.ts'

const minute = { keyPrefix: 'm', duration: minuteMs / 1000 }
const hour = { keyPrefix: 'h', duration: hourMs / 1000 }

/** rate-limiter-flexible, its Union of two windows. */
export async function union({ url, perMinute, perHour }: Limits): Promise<Contestant> {
  const { client, close } = await connect(url)
  const limiter = new RateLimiterUnion(
    new RateLimiterRedis({ ...minute, points: perMinute, storeClient: client }),
    new RateLimiterRedis({ ...hour, points: perHour, storeClient: client }),
  )
  return { take: (subject) => passes(limiter.consume(subject)), close }
}

export function unionMemory({ perMinute, perHour }: Limits): Contestant {
  const limiter = new RateLimiterUnion(
    new RateLimiterMemory({ ...minute, points: perMinute }),
    new RateLimiterMemory({ ...hour, points: perHour }),
  )
  return { take: (subject) => passes(limiter.consume(subject)), close: () => undefined }
}

/** It rejects with what it counted; anything else is an error. */
async function passes(consumed: Promise<unknown>): Promise<boolean> {
  try {
    await consumed
    return true
  } catch (error) {
    if (error instanceof Error) throw error
    return false
  }
}
