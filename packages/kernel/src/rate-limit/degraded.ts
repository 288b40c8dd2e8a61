import type { Clock } from '../clock/clock.ts'
import type { Charge, Decision, RateLimitStore, WindowState } from './decision.ts'
import { createMemoryStore } from './memory-store.ts'
import type { Policy } from './policies.ts'

export interface DegradedOptions {
  readonly clock: Clock
  /** How many processes share a limit. */
  readonly replicas: number
}

/** How long a caller is told to wait when nobody may pass. */
const closedForMs = 1_000

/**
 * Decides without the shared store, by what each policy says: `local` counts in this process
 * against its share of the limit, `open` lets pass, `closed` denies. One closed policy denies
 * the whole call, which then charges nothing and shows the states of the closed policies alone.
 * What was counted stays counted when the shared store goes away again.
 */
export function createDegradedStore(options: DegradedOptions): RateLimitStore {
  const memory = createMemoryStore({ clock: options.clock })
  const shares = new WeakMap<Policy, Policy>()

  function shareOf(policy: Policy): Policy {
    const known = shares.get(policy) ?? localShare(policy, options.replicas)
    shares.set(policy, known)
    return known
  }

  return {
    take(charges) {
      const closed = charges.filter(({ policy }) => policy.whenStoreIsDown === 'closed')
      if (closed.length > 0) return denyAll(closed)
      const local = charges
        .filter(({ policy }) => policy.whenStoreIsDown === 'local')
        .map(({ policy, subject }) => ({ policy: shareOf(policy), subject }))
      const open = charges.filter(({ policy }) => policy.whenStoreIsDown === 'open')
      const decision = memory.take(local)
      return { ...decision, states: [...decision.states, ...open.flatMap(freeStates)] }
    },
  }
}

/** The policy with the part of each limit that one of `replicas` processes may pass. */
export function localShare(policy: Policy, replicas: number): Policy {
  const windows = policy.windows.map((window) => ({
    ...window,
    limit: Math.max(1, Math.floor(window.limit / replicas)),
  }))
  return { ...policy, windows }
}

function denyAll(closed: readonly Charge[]): Decision {
  const states = closed.flatMap(({ policy }) => statesOf(policy, closedState))
  const [deniedBy] = states
  return { allowed: false, states, ...(deniedBy ? { deniedBy } : {}), retryAfterMs: closedForMs }
}

const closedState = () => ({ remaining: 0, resetMs: closedForMs })

function freeStates({ policy }: Charge): WindowState[] {
  return statesOf(policy, (limit) => ({ remaining: limit, resetMs: 0 }))
}

function statesOf(
  policy: Policy,
  standing: (limit: number) => Pick<WindowState, 'remaining' | 'resetMs'>,
): WindowState[] {
  return policy.windows.map(({ name, limit, periodMs }) => ({
    policy: policy.name,
    window: name,
    limit,
    periodMs,
    ...standing(limit),
  }))
}
