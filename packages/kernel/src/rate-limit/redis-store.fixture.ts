// A process of its own that shares the counters. For each line `subject calls` that it reads it
// makes so many calls at once and writes what became of them.
import { createInterface } from 'node:readline'
import { systemClock } from '../clock/clock.ts'
import { connectRedis } from '../redis/redis.ts'
import { defaultPolicies } from './policies.ts'
import { createRedisStore } from './redis-store.ts'

const [url = ''] = process.argv.slice(2)
const log = { info: () => undefined, warn: () => undefined }
// Exactness is shown here, not speed: a busy machine may take its time.
const redis = await connectRedis({ url, clock: systemClock, log, commandDeadlineMs: 10_000 })
const store = createRedisStore({ redis, clock: systemClock, replicas: 2, log })
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  const [subject = '', calls = '0'] = line.split(' ')
  const charges = [{ policy: defaultPolicies.api, subject }]
  const decisions = await Promise.all(
    Array.from({ length: Number(calls) }, () => store.take(charges)),
  )
  const passed = decisions.filter((decision) => decision.allowed).length
  process.stdout.write(`${JSON.stringify({ passed, degraded: store.isDegraded() })}\n`)
}
await redis.close()
