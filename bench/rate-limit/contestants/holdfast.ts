import { systemClock } from '@holdfast/kernel/clock'
import { createMemoryStore, createRedisStore, definePolicy } from '@holdfast/kernel/rate-limit'
import { connect, log } from '../connection.ts'
import { hourMs, minuteMs, type Contestant, type Limits } from '../contestant.ts'

export async function holdfast(limits: Limits): Promise<Contestant> {
  const { redis, close } = await connect(limits.url)
  const store = createRedisStore({ redis, clock: systemClock, replicas: 1, log })
  const policy = policyOf(limits)
  return { take: async (subject) => (await store.take([{ policy, subject }])).allowed, close }
}

export function holdfastMemory(limits: Limits): Contestant {
  const store = createMemoryStore({ clock: systemClock })
  const policy = policyOf(limits)
  return { take: (subject) => store.take([{ policy, subject }]).allowed, close: () => undefined }
}

function policyOf({ perMinute, perHour }: Limits) {
  const windows = [
    { name: 'minute', limit: perMinute, periodMs: minuteMs },
    { name: 'hour', limit: perHour, periodMs: hourMs },
  ]
  return definePolicy({ name: 'bench', windows, whenStoreIsDown: 'closed' })
}
