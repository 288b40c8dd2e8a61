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
    async take(given) {
      if (given.length === 0) return decide(true, [], 0)
      const charges = given.length === 1 ? given : withoutTwins(given)
      const args: (string | number)[] = []
      for (const charge of charges) args.push(keyOf(prefix, charge))
      args.push(nowMs ? Math.floor(nowMs()) : 0)
      for (const { policy } of charges) args.push(...argumentsOf(policy))
      return readReply(await runScript(redis, script, { keys: charges.length, args }), charges)
    },
  }
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
  const numbers = [windows.length, keepMs, ...windows.flatMap((one) => [one.limit, one.periodMs])]
  const args = numbers.map(String)
  argumentsByPolicy.set(policy, args)
  return args
}

interface Call {
  readonly keys: number
  readonly args: (string | number)[]
}

/** Redis forgets its scripts when it restarts: then the text is sent once more. */
async function runScript(
  redis: Pick<Redis, 'run'>,
  script: TakeScript,
  { keys, args }: Call,
): Promise<unknown> {
  try {
    return await redis.run((client) => client.evalsha(script.sha, keys, ...args))
  } catch (error) {
    if (!isUnknownScript(error)) throw error
    return redis.run((client) => client.eval(script.text, keys, ...args))
  }
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT')
}

function readReply(reply: unknown, charges: readonly Charge[]): Decision {
  // The script answers with numbers alone.
  const [allowed, nowMs = 0, ...fields] = reply as number[]
  const counted: Counted[] = []
  let at = 0
  for (const { policy } of charges) {
    const counters = policy.windows.map(() => counterAt(fields, 4 * at++))
    counted.push({ policy, counters })
  }
  return decide(allowed === 1, counted, nowMs)
}

function counterAt(fields: readonly number[], at: number): Counter {
  return {
    startMs: fields[at] ?? 0,
    count: fields[at + 1] ?? 0,
    previousStartMs: fields[at + 2] ?? 0,
    previousCount: fields[at + 3] ?? 0,
  }
}
