import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit'
import { fastify as createFastify, type FastifyRequest } from 'fastify'
import { connect } from '../connection.ts'
import { hourMs, minuteMs, type Contestant, type Limits } from '../contestant.ts'

/** @fastify/rate-limit with its Redis store, without HTTP around it: one plugin for each window. */
export async function fastify(limits: Limits): Promise<Contestant> {
  const { client, close } = await connect(limits.url)
  const take = await bothWindows(limits, (nameSpace) => ({ redis: client, nameSpace }))
  return { take, close }
}

export async function fastifyMemory(limits: Limits): Promise<Contestant> {
  return { take: await bothWindows(limits, () => ({})), close: () => undefined }
}

type Limiter = (request: FastifyRequest) => Promise<{ isAllowed: boolean; isExceeded?: boolean }>

async function bothWindows(
  { perMinute, perHour }: Limits,
  storeOf: (nameSpace: string) => RateLimitPluginOptions,
): Promise<Contestant['take']> {
  const minute = await limiterOf({ max: perMinute, timeWindow: minuteMs, ...storeOf('fm:') })
  const hour = await limiterOf({ max: perHour, timeWindow: hourMs, ...storeOf('fh:') })
  return async (subject) => {
    const request = requestOf(subject)
    const answers = await Promise.all([minute(request), hour(request)])
    return answers.every((answer) => answer.isAllowed || answer.isExceeded === false)
  }
}

async function limiterOf(options: RateLimitPluginOptions): Promise<Limiter> {
  const app = createFastify()
  await app.register(rateLimit, { ...options, global: false, keyGenerator: ({ ip }) => ip })
  return app.createRateLimit()
}

/** As much of a request as the limiter looks at. */
function requestOf(ip: string): FastifyRequest {
  return { ip, routeOptions: {} } as FastifyRequest
}
