import type { Redis } from '../redis/redis.ts'
import { decide, type Counted } from './decide.ts'
import type { Charge, Decision } from './decision.ts'
import type { Policy } from './policies.ts'
import type { Counter } from './sliding-window.ts'
import { doublesOfCounter, doublesOfHead, writeTakeScript, type TakeScript } from './take-script.ts'

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
  const scripts = new Map<string, TakeScript>()

  function scriptFor(charges: readonly Charge[]): TakeScript {
    let periods = ''
    for (const { policy } of charges) periods += inRedis(policy).periods
    const known = scripts.get(periods)
    if (known) return known
    const keys = charges.map(({ policy }) => policy.windows.map(({ periodMs }) => periodMs))
    const script = writeTakeScript(keys, nowMs ? 'given' : 'server')
    scripts.set(periods, script)
    return script
  }

  function argumentsFor(charges: readonly Charge[]): string[] {
    const args = [String(charges.length)]
    for (const charge of charges) args.push(keyOf(prefix, charge))
    for (const { policy } of charges) args.push(...inRedis(policy).limits)
    if (nowMs) args.push(String(Math.floor(nowMs())))
    return args
  }

  return {
    take(given) {
      if (given.length === 0) return Promise.resolve(decide(true, [], 0))
      const charges = given.length === 1 ? given : withoutTwins(given)
      const script = scriptFor(charges)
      const args = argumentsFor(charges)
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
  { script, args }: { readonly script: TakeScript; readonly args: readonly string[] },
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

/** What a script needs to know of a policy. */
interface PolicyInRedis {
  /** Names the script. */
  readonly periods: string
  readonly limits: readonly string[]
}

const policiesInRedis = new WeakMap<Policy, PolicyInRedis>()

function inRedis(policy: Policy): PolicyInRedis {
  const known = policiesInRedis.get(policy)
  if (known) return known
  const periods = `${policy.windows.map(({ periodMs }) => periodMs).join(' ')};`
  const limits = policy.windows.map(({ limit }) => String(limit))
  policiesInRedis.set(policy, { periods, limits })
  return { periods, limits }
}

/** The script answers with one string; nothing else is read as bytes. */
function asBytes(reply: unknown): Buffer {
  return reply as Buffer
}

const doubleBytes = 8

function readReply(reply: Buffer, charges: readonly Charge[]): Decision {
  const allowed = reply.readDoubleLE(0) === 1
  const nowMs = reply.readDoubleLE(doubleBytes)
  let at = 0
  const counted: Counted[] = []
  for (const { policy } of charges) {
    at += doublesOfHead * doubleBytes
    const counters: Counter[] = []
    while (counters.length < policy.windows.length) {
      counters.push(counterAt(reply, at))
      at += doublesOfCounter * doubleBytes
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
