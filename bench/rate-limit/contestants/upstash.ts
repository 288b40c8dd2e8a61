import { createHash } from 'node:crypto'
import { Ratelimit } from '@upstash/ratelimit'
import type { RedisClient } from '@holdfast/kernel/redis'
import { connect } from '../connection.ts'
import type { Contestant, Limits } from '../contestant.ts'

type UpstashRedis = ConstructorParameters<typeof Ratelimit>[0]['redis']

/** Its sliding windows on a Redis that is here, without a cloud: one call for each window. */
export async function upstash({ url, perMinute, perHour }: Limits): Promise<Contestant> {
  const { client, close } = await connect(url)
  const redis = asUpstash(client)
  const limiterOf = (prefix: string, limiter: ReturnType<typeof Ratelimit.slidingWindow>) =>
    new Ratelimit({ redis, limiter, prefix, ephemeralCache: false })
  const minute = limiterOf('um', Ratelimit.slidingWindow(perMinute, '1 m'))
  const hour = limiterOf('uh', Ratelimit.slidingWindow(perHour, '1 h'))
  return {
    async take(subject) {
      const answers = await Promise.all([minute.limit(subject), hour.limit(subject)])
      return answers.every((answer) => answer.success)
    },
    close,
  }
}

/** The two methods that its sliding window calls, without the flag that its own service has. */
function asUpstash(client: RedisClient): UpstashRedis {
  const known = new Map<string, string>()
  const redis = {
    async evalsha(sha: string, keys: string[], args: (string | number)[]) {
      const ours = known.get(sha)
      if (ours === undefined) throw new Error('NOSCRIPT')
      return client.evalsha(ours, keys.length, ...keys, ...args.map(String))
    },
    async eval(text: string, keys: string[], args: (string | number)[]) {
      const plain = text.replace(/^#!.*\n/, '')
      const sha = createHash('sha1').update(text).digest('hex')
      known.set(sha, String(await client.script('LOAD', plain)))
      return client.eval(plain, keys.length, ...keys, ...args.map(String))
    },
  }
  // The limiter calls nothing else while its cache and its analytics are off.
  return redis as unknown as UpstashRedis
}
