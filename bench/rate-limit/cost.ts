import type { RedisClient } from '@holdfast/kernel/redis'

/** What a round found. Processor time hardly depends on what else the machine does; rates do. */
export interface Measurement {
  readonly callsPerSecond: number
  /** Processor time of a call in microseconds, in this process and in Redis. */
  readonly clientMicros: number
  readonly redisMicros: number
}

/** Runs `work`, which returns how many calls it has made, and says what one of them cost. */
export async function costOf(
  admin: RedisClient,
  work: () => Promise<number>,
): Promise<Measurement> {
  const redisBefore = await redisMicros(admin)
  const before = process.cpuUsage()
  const startedMs = performance.now()
  const calls = await work()
  const tookMs = performance.now() - startedMs
  const { user, system } = process.cpuUsage(before)
  return {
    callsPerSecond: (calls * 1000) / tookMs,
    clientMicros: (user + system) / calls,
    redisMicros: ((await redisMicros(admin)) - redisBefore) / calls,
  }
}

async function redisMicros(admin: RedisClient): Promise<number> {
  const lines = await admin.info('cpu')
  const seconds = [...lines.matchAll(/^used_cpu_(?:user|sys):([\d.]+)/gm)].map(([, value]) => value)
  return seconds.reduce((sum, value) => sum + Number(value) * 1e6, 0)
}
