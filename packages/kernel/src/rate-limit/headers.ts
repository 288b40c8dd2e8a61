import { requestProblems, type Problem } from '../problems/problems.ts'
import type { Decision, WindowState } from './decision.ts'

/**
 * The headers that tell a caller where it stands: `RateLimit-Policy` and `RateLimit` list
 * every window (draft-ietf-httpapi-ratelimit-headers-11), the `X-RateLimit` headers speak of
 * the tightest one, `Retry-After` is there when the call was denied. All times are whole
 * seconds from now, rounded up.
 */
export function rateLimitHeaders(decision: Decision): Record<string, string> {
  const tightest = decision.deniedBy ?? tightestOf(decision.states)
  if (!tightest) return {}
  let policies = ''
  let limits = ''
  for (const state of decision.states) {
    const separator = policies === '' ? '' : ', '
    const name = `"${state.policy}-${state.window}"`
    policies += `${separator}${name};q=${state.limit};w=${seconds(state.periodMs)}`
    limits += `${separator}${name};r=${state.remaining};t=${seconds(state.resetMs)}`
  }
  const headers: Record<string, string> = {
    'ratelimit-policy': policies,
    ratelimit: limits,
    'x-ratelimit-limit': String(tightest.limit),
    'x-ratelimit-remaining': String(tightest.remaining),
    'x-ratelimit-reset': String(seconds(tightest.resetMs)),
  }
  if (!decision.allowed) headers['retry-after'] = String(retryAfterSeconds(decision))
  return headers
}

/** The 429 of a denied call, with its headers. */
export function rateLimitProblem(decision: Decision): Problem {
  const { deniedBy } = decision
  return requestProblems.limited(
    { policy: deniedBy?.policy, window: deniedBy?.window, retryAfterMs: decision.retryAfterMs },
    {
      retryAfterSeconds: retryAfterSeconds(decision),
      headers: rateLimitHeaders(decision),
    },
  )
}

function retryAfterSeconds(decision: Decision): number {
  return Math.max(1, seconds(decision.retryAfterMs))
}

/** The window with the fewest calls left; among equals the one that takes longest to grow. */
function tightestOf(states: readonly WindowState[]): WindowState | undefined {
  let tightest: WindowState | undefined
  for (const state of states) {
    if (!tightest || isTighter(state, tightest)) tightest = state
  }
  return tightest
}

function isTighter(state: WindowState, other: WindowState): boolean {
  if (state.remaining !== other.remaining) return state.remaining < other.remaining
  return state.resetMs > other.resetMs
}

function seconds(durationMs: number): number {
  return Math.ceil(durationMs / 1000)
}
