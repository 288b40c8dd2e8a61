import type { Redis } from '../redis/redis.ts'
import { decide, type Counted } from './decide.ts'
import type { Charge, Decision } from './decision.ts'
import type { Policy } from './policies.ts'
import type { Counter } from './sliding-window.ts'
import { takeScript, type TakeScript } from './take-script.ts'

export interface SharedCountersOptions {
  readonly redis: Pick<Redis, 'run'>
  /** Begins every key; several services on one Redis need one each. */
  readonly prefix: string
  /** Tests count by their own clock; else the server's time counts. */
  readonly nowMs?: () => number
}

/** Counts in Redis, for all processes together. */
export interface SharedCounters {
  /** One round trip. Rejects when Redis can not be reached or refuses. */
  take(charges: readonly Charge[]): Promise<Decision>
}

export function createSharedCounters(options: SharedCountersOptions): SharedCounters {
  const { redis, prefix, nowMs } = options
  const script = nowMs ? takeScript.givenTime : takeScript.serverTime
  return {
    take(given) {
      if (given.length === 0) return Promise.resolve(decide(true, [], 0))
      const charges = given.length === 1 ? given : withoutTwins(given)
      const args: (string | number)[] = [charges.length]
      for (const charge of charges) args.push(keyOf(prefix, charge))
      args.push(nowMs ? Math.floor(nowMs()) : 0)
      for (const { policy } of charges) args.push(...argumentsOf(policy))
      const read = (reply: unknown) => readReply(asBytes(reply), charges)
      return redis
        .run((client) => client.callBuffer('evalsha', script.sha, ...args))
        .then(read, (error: unknown) => runUnknownScript(error, redis, { script, args }).then(read))
    },
  }
}

/** Redis forgets its scripts when it restarts: then the text is sent once more. */
function runUnknownScript(
  error: unknown,
  redis: Pick<Redis, 'run'>,
  { script, args }: { readonly script: TakeScript; readonly args: readonly (string | number)[] },
): Promise<unknown> {
  const isUnknown = error instanceof Error && error.message.startsWith('NOSCRIPT')
  if (!isUnknown) throw error
  return redis.run((client) => client.callBuffer('eval', script.text, ...args))
}

function withoutTwins(charges: readonly Charge[]): readonly Charge[] {
  return charges.filter(
    ({ policy, subject }, index) =>
      charges.findIndex(
        (other) => other.subject === subject && other.policy.name === policy.name,
      ) === index,
  )
}

/**
 * The braces make the keys of one subject live in one hash slot of a cluster; what follows them
 * first keeps the tag from being empty. No policy's name holds a colon, so no two keys are equal.
 */
function keyOf(prefix: string, { policy, subject }: Charge): string {
  return `${prefix}:{=${subject}}:${policy.name}`
}

const argumentsByPolicy = new WeakMap<Policy, readonly string[]>()

function argumentsOf(policy: Policy): readonly string[] {
  const known = argumentsByPolicy.get(policy)
  if (known) return known
  const { windows } = policy
  // A hit counts for two periods, the one it opens and the next.
  const keepMs = 2 * Math.max(...windows.map(({ periodMs }) => periodMs))
  const format = `<${'dddd'.repeat(windows.length)}`
  const numbers = windows.flatMap(({ limit, periodMs }) => [limit, periodMs])
  const args = [format, String(keepMs), ...numbers.map(String)]
  argumentsByPolicy.set(policy, args)
  return args
}

/** The script answers with one string; nothing else is read as bytes. */
function asBytes(reply: unknown): Buffer {
  return reply as Buffer
}

const doubleBytes = 8

function readReply(reply: Buffer, charges: readonly Charge[]): Decision {
  const allowed = reply.readDoubleLE(0) === 1
  const nowMs = reply.readDoubleLE(doubleBytes)
  let at = 2 * doubleBytes
  const counted: Counted[] = []
  for (const { policy } of charges) {
    const counters: Counter[] = []
    while (counters.length < policy.windows.length) {
      counters.push(counterAt(reply, at))
      at += 4 * doubleBytes
    }
    counted.push({ policy, counters })
  }
  return decide(allowed, counted, nowMs)
}

function counterAt(reply: Buffer, at: number): Counter {
  return {
    startMs: reply.readDoubleLE(at),
    count: reply.readDoubleLE(at + doubleBytes),
    previousStartMs: reply.readDoubleLE(at + 2 * doubleBytes),
    previousCount: reply.readDoubleLE(at + 3 * doubleBytes),
  }
}
