import type { Clock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import {
  createMemoryStore,
  createRedisStore,
  defaultPolicies,
  definePolicy,
  scalePolicies,
  type Policy,
  type RateLimitStore,
} from '@holdfast/kernel/rate-limit'
import type { Redis } from '@holdfast/kernel/redis'
import type { Environment } from './env.ts'

const minuteMs = 60_000

/** The kernel's policies, and those that only this service has. */
const policies = {
  ...defaultPolicies,
  lookup: often('lookup', { minute: 5, hour: 30 }),
  // Each leads to a mail to whatever address was typed.
  waitlist: often('waitlist', { minute: 5, hour: 30 }),
  // Mailed links are opened by whole offices behind one address, and their tokens are 32 random
  // bytes: nobody guesses one. The limit spares the database; a token opens its booking once.
  redeem: often('redeem', { minute: 60, hour: 600 }),
  // Mails that somebody asks for about an account. Not the sign-in's: whoever uses up the tries of
  // an account that is not theirs must leave its owner this way back.
  recovery: often('recovery', { minute: 5, hour: 20 }),
  // Whoever is signed in and shows their password once more, to change it or to do without their
  // second factor. Charged to the person: a stolen session guesses no quicker than a sign-in does.
  ownPassword: often('ownPassword', { minute: 5, hour: 20 }),
  // Setting up an authenticator app: a wrong password, a code that was too late and a second
  // start are part of it. At 60 an hour, six digits take more than a year to guess.
  secondFactor: often('secondFactor', { minute: 10, hour: 60 }),
  // How many there may be is the quota's, and how many are made at once the orchestrator's. The
  // repeats of one wish count here as well: fifty at once get their one store, each of them.
  storeCreate: often('storeCreate', { minute: 60, hour: 300 }),
  // Each holds a worker for minutes, and credits that somebody pays for.
  mixStart: often('mixStart', { minute: 10, hour: 120 }),
  // Small pictures while somebody looks for a style: a page shows dozens.
  avatarPreview: often('avatarPreview', { minute: 240 }),
  // The pieces of uploads, each up to some megabytes.
  uploadPiece: often('uploadPiece', { minute: 600 }),
  // A provider reports many payments from one address. What is forged is refused at little cost.
  webhook: often('webhook', { minute: 600 }),
  // All people and programs of one organisation together, whatever each of them may do.
  organisation: often('organisation', { minute: 600, hour: 10_000 }),
  // Pages and their files included, for everybody behind one address.
  edge: often('edge', { minute: 1200 }),
}

function often(name: string, limits: { readonly minute: number; readonly hour?: number }): Policy {
  const minute = { name: 'minute', limit: limits.minute, periodMs: minuteMs }
  const hour = limits.hour && { name: 'hour', limit: limits.hour, periodMs: 60 * minuteMs }
  return definePolicy({ name, windows: hour ? [minute, hour] : [minute], whenStoreIsDown: 'local' })
}

export interface LimitParts {
  readonly env: Pick<Environment, 'RATE_LIMIT_FACTOR' | 'HOLDFAST_REPLICAS'>
  readonly redis: Redis | undefined
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

export interface Limits {
  /** Whether this process counts alone although it should share: by its last call. */
  isDegraded(): boolean
  readonly store: RateLimitStore
  readonly policies: Record<keyof typeof policies, Policy>
}

/** The limits of this process, or with Redis of all together. */
export function createLimits({ env, redis, clock, log, metrics }: LimitParts): Limits {
  const scaled = scalePolicies(policies, env.RATE_LIMIT_FACTOR)
  if (!redis) {
    return { store: createMemoryStore({ clock }), policies: scaled, isDegraded: () => false }
  }
  const replicas = env.HOLDFAST_REPLICAS
  const store = createRedisStore({ redis, clock, log, metrics, replicas })
  return { store, policies: scaled, isDegraded: () => store.isDegraded() }
}
