/** A connection to Redis that is optional at run time: losing it costs a request nothing. */
export { connectRedis } from './connection.ts'
export type { Redis, RedisClient, RedisOptions, RedisStatus } from './connection.ts'
export { isUnavailable, RedisUnavailable } from './redis-unavailable.ts'
