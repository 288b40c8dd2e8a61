/** At most `limit` hits of one subject in `periodMs`. */
export interface Window {
  /** Letters, digits and hyphens: `minute`. Callers see it as `policy-window`. */
  readonly name: string
  readonly limit: number
  readonly periodMs: number
}

/** Windows that are charged together. */
export interface Policy {
  readonly name: string
  readonly windows: readonly Window[]
  /**
   * What a shared store that can not be reached means: count in this process alone, let
   * everybody pass, or let nobody pass. A memory store is never down.
   */
  readonly whenStoreIsDown: 'local' | 'open' | 'closed'
}

const minuteMs = 60_000
const hourMs = 3_600_000
const namePattern = /^[a-z][A-Za-z0-9-]*$/

/** Checks a policy where it is written, so that no request finds it wrong. Throws RangeError. */
export function definePolicy(policy: Policy): Policy {
  const names = new Set(policy.windows.map((window) => window.name))
  const isSound =
    namePattern.test(policy.name) &&
    policy.windows.length > 0 &&
    names.size === policy.windows.length &&
    policy.windows.every(isSoundWindow)
  if (!isSound) throw new RangeError(`rate-limit policy ${policy.name} is not valid`)
  return policy
}

function isSoundWindow(window: Window): boolean {
  return (
    namePattern.test(window.name) &&
    Number.isSafeInteger(window.limit) &&
    window.limit >= 1 &&
    Number.isSafeInteger(window.periodMs) &&
    window.periodMs >= 1 &&
    // The algorithm multiplies the two and must stay exact.
    Number.isSafeInteger(2 * window.limit * window.periodMs)
  )
}

function perMinute(name: string, limit: number): Policy {
  return policyOf(name, [{ name: 'minute', limit, periodMs: minuteMs }])
}

function policyOf(name: string, windows: readonly Window[]): Policy {
  return definePolicy({ name, windows, whenStoreIsDown: 'local' })
}

/** The policies that routes name; a service may replace any of them. */
export const defaultPolicies = {
  api: policyOf('api', [
    { name: 'minute', limit: 60, periodMs: minuteMs },
    { name: 'hour', limit: 1000, periodMs: hourMs },
  ]),
  bookingCreate: perMinute('bookingCreate', 5),
  bookingUpdate: perMinute('bookingUpdate', 10),
  search: perMinute('search', 20),
  payment: policyOf('payment', [{ name: 'five-minutes', limit: 3, periodMs: 5 * minuteMs }]),
  chat: perMinute('chat', 15),
  signIn: policyOf('signIn', [
    { name: 'minute', limit: 5, periodMs: minuteMs },
    { name: 'hour', limit: 20, periodMs: hourMs },
  ]),
  aiGeneration: perMinute('aiGeneration', 5),
  upload: perMinute('upload', 10),
  presetCreate: perMinute('presetCreate', 8),
  projectCreate: policyOf('projectCreate', [{ name: 'hour', limit: 20, periodMs: hourMs }]),
} as const satisfies Readonly<Record<string, Policy>>

export type DefaultPolicyName = keyof typeof defaultPolicies

/**
 * The same policies with every limit multiplied by `factor` and rounded down, at least 1:
 * for load tests, or for a share of the whole.
 */
export function scalePolicies<Name extends string>(
  policies: Readonly<Record<Name, Policy>>,
  factor: number,
): Record<Name, Policy> {
  const entries = Object.entries<Policy>(policies).map(([name, policy]) => [
    name,
    scalePolicy(policy, factor),
  ])
  // The entries carry the names of the table they were made from.
  return Object.fromEntries(entries) as Record<Name, Policy>
}

function scalePolicy(policy: Policy, factor: number): Policy {
  const windows = policy.windows.map((window) => ({
    ...window,
    limit: Math.max(1, Math.floor(window.limit * factor)),
  }))
  return definePolicy({ ...policy, windows })
}
