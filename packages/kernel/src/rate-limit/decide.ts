import type { Decision, WindowState } from './decision.ts'
import type { Policy, Window } from './policies.ts'
import { freeHits, unusedCounter, waitForHits, type Counter } from './sliding-window.ts'

/** A policy with a counter for each of its windows, in its order, as they stand after the call. */
export interface Counted {
  readonly policy: Policy
  readonly counters: readonly Counter[]
}

/** What a store answers when it has counted, or has not because a window had no room. */
export function decide(allowed: boolean, counted: readonly Counted[], nowMs: number): Decision {
  const states = statesOf(counted, nowMs)
  const deniedBy = allowed ? undefined : longestDenial(states)
  if (!deniedBy) return { allowed, states, retryAfterMs: 0 }
  return { allowed, states, deniedBy, retryAfterMs: deniedBy.resetMs }
}

function statesOf(counted: readonly Counted[], nowMs: number): WindowState[] {
  const states: WindowState[] = []
  for (const { policy, counters } of counted) {
    let index = 0
    for (const window of policy.windows) {
      const counter = counters[index++] ?? unusedCounter
      states.push(stateOf(counter, { policy: policy.name, window, nowMs }))
    }
  }
  return states
}

function stateOf(
  counter: Counter,
  at: { readonly policy: string; readonly window: Window; readonly nowMs: number },
): WindowState {
  const { window, nowMs } = at
  const remaining = Math.max(0, freeHits(counter, window, nowMs))
  const canGrow = remaining < window.limit
  return {
    policy: at.policy,
    window: window.name,
    limit: window.limit,
    periodMs: window.periodMs,
    remaining,
    resetMs: canGrow ? waitForHits(counter, window, { nowMs, wanted: remaining + 1 }) : 0,
  }
}

/** In a denied call nothing was charged, so the windows without room are those that deny. */
function longestDenial(states: readonly WindowState[]): WindowState | undefined {
  let longest: WindowState | undefined
  for (const state of states) {
    if (state.remaining === 0 && state.resetMs > (longest?.resetMs ?? -1)) longest = state
  }
  return longest
}
