import { createHash } from 'node:crypto'
import { systemClock } from '@holdfast/kernel/clock'
import { createMemoryStore, createRedisStore, definePolicy } from '@holdfast/kernel/rate-limit'
import { connectRedis } from '@holdfast/kernel/redis'
import { Ratelimit } from '@upstash/ratelimit'
import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterUnion } from 'rate-limiter-flexible'

/** Charges one call of a subject to a minute and an hour; tells whether it passed. */
export interface Contestant {
  take(subject: string): Promise<boolean> | boolean
  close(): Promise<void> | void
}

export interface Limits {
  readonly url: string
  readonly perMinute: number
  readonly perHour: number
}

const minuteMs = 60_000
const hourMs = 3_600_000

function policyOf({ perMinute, perHour }: Limits) {
  const windows = [
    { name: 'minute', limit: perMinute, periodMs: minuteMs },
    { name: 'hour', limit: perHour, periodMs: hourMs },
  ]
  return definePolicy({ name: 'bench', windows, whenStoreIsDown: 'closed' })
}

export async function holdfast(limits: Limits): Promise<Contestant> {
  const log = { info: () => undefined, warn: () => undefined }
  const redis = await connectRedis({ url: limits.url, clock: systemClock, log })
  const store = createRedisStore({ redis, clock: systemClock, replicas: 1, log })
  const policy = policyOf(limits)
  return {
    take: async (subject) => (await store.take([{ policy, subject }])).allowed,
    close: () => redis.close(),
  }
}

// Counts in two fixed windows, and charges one that the other denied: what a shared limit costs
// at least.
const bareScript = `
local minute = redis.call('INCR', KEYS[1])
if minute == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
local hour = redis.call('INCR', KEYS[2])
if hour == 1 then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
if minute > tonumber(ARGV[1]) or hour > tonumber(ARGV[2]) then return { 0, minute, hour } end
return { 1, minute, hour }`

export async function bare({ url, perMinute, perHour }: Limits): Promise<Contestant> {
  const client = new Redis(url)
  const sha = String(await client.script('LOAD', bareScript))
  const windows = [perMinute, perHour, minuteMs, hourMs]
  return {
    async take(subject) {
      const keys = [`bare:{${subject}}:m`, `bare:{${subject}}:h`]
      const answer = await client.evalsha(sha, 2, ...keys, ...windows)
      return Array.isArray(answer) && answer[0] === 1
    },
    close: () => client.disconnect(),
  }
}

export async function union({ url, perMinute, perHour }: Limits): Promise<Contestant> {
  const client = new Redis(url)
  const minute = { storeClient: client, keyPrefix: 'm', points: perMinute, duration: 60 }
  const hour = { storeClient: client, keyPrefix: 'h', points: perHour, duration: 3_600 }
  const limiter = new RateLimiterUnion(new RateLimiterRedis(minute), new RateLimiterRedis(hour))
  return {
    take: (subject) => passes(limiter.consume(subject)),
    close: () => client.disconnect(),
  }
}

/** Its sliding windows, through a client of a Redis that is here: one call for each window. */
export async function upstash({ url, perMinute, perHour }: Limits): Promise<Contestant> {
  const client = new Redis(url)
  const limiterOf = (prefix: string, limiter: ReturnType<typeof Ratelimit.slidingWindow>) =>
    new Ratelimit({ redis: asUpstash(client), limiter, prefix, ephemeralCache: false })
  const minute = limiterOf('um', Ratelimit.slidingWindow(perMinute, '1 m'))
  const hour = limiterOf('uh', Ratelimit.slidingWindow(perHour, '1 h'))
  return {
    async take(subject) {
      const answers = await Promise.all([minute.limit(subject), hour.limit(subject)])
      return answers.every((answer) => answer.success)
    },
    close: () => client.disconnect(),
  }
}

/** The two methods that its sliding window calls, without the flag that its own service has. */
function asUpstash(client: Redis): ConstructorParameters<typeof Ratelimit>[0]['redis'] {
  const known = new Map<string, string>()
  const redis = {
    async evalsha(sha: string, keys: string[], args: (string | number)[]) {
      const ours = known.get(sha)
      if (ours === undefined) throw new Error('NOSCRIPT')
      return client.evalsha(ours, keys.length, ...keys, ...args.map(String))
    },
    async eval(text: string, keys: string[], args: (string | number)[]) {
      const plain = text.replace(/^#!.*\n/, '')
      known.set(
        createHash('sha1').update(text).digest('hex'),
        String(await client.script('LOAD', plain)),
      )
      return client.eval(plain, keys.length, ...keys, ...args.map(String))
    },
  }
  // The limiter calls nothing else while its cache and its analytics are off.
  return redis as unknown as ConstructorParameters<typeof Ratelimit>[0]['redis']
}

export function memory(limits: Limits): Contestant {
  const store = createMemoryStore({ clock: systemClock })
  const policy = policyOf(limits)
  return { take: (subject) => store.take([{ policy, subject }]).allowed, close: () => undefined }
}

export function flexibleMemory({ perMinute, perHour }: Limits): Contestant {
  const limiter = new RateLimiterUnion(
    new RateLimiterMemory({ keyPrefix: 'm', points: perMinute, duration: 60 }),
    new RateLimiterMemory({ keyPrefix: 'h', points: perHour, duration: 3_600 }),
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
