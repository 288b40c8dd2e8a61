import type { Clock } from '../clock/clock.ts'
import type { CheckResult, HealthCheck } from './check-loop.ts'

export type CheckStatus = 'ok' | 'waiting' | 'failed' | 'stale' | 'pending'
export type ServiceStatus = 'ready' | 'degraded' | 'unready' | 'draining'

/** What is known about one check now. */
export interface CheckState {
  readonly name: string
  readonly kind: HealthCheck['kind']
  /**
   * `pending`: no result yet. `stale`: the last result is too old to be believed. `waiting`: it
   * ran and has nothing to judge yet, which harms nobody.
   */
  readonly status: CheckStatus
  readonly result?: CheckResult
}

export interface Board {
  record(check: HealthCheck, result: CheckResult): void
  drain(): void
  status(): ServiceStatus
  checks(): readonly CheckState[]
  /** Changes whenever `status()` or the status of a check does: what was made from it still holds. */
  version(): number
}

const harmless: ReadonlySet<CheckStatus> = new Set(['ok', 'waiting'])

/** Keeps the last result of each check and says what they mean together. */
export function createBoard(
  checks: readonly HealthCheck[],
  { clock, staleAfterMs }: { readonly clock: Clock; readonly staleAfterMs: number },
): Board {
  const results = new Map<string, CheckResult>()
  let isDraining = false
  let version = 0
  let freshUntilMs = Infinity

  function ageOut(): void {
    if (clock.monotonicMs() <= freshUntilMs) return
    freshUntilMs = nextExpiry()
    version += 1
  }

  function nextExpiry(): number {
    const nowMs = clock.monotonicMs()
    const expiries = [...results.values()].map((result) => result.finishedAtMs + staleAfterMs)
    return Math.min(Infinity, ...expiries.filter((expiryMs) => expiryMs >= nowMs))
  }

  function statusOf(check: HealthCheck): CheckStatus {
    const result = results.get(check.name)
    if (!result) return 'pending'
    if (clock.monotonicMs() - result.finishedAtMs > staleAfterMs) return 'stale'
    if (result.isWaiting) return 'waiting'
    return result.ok ? 'ok' : 'failed'
  }

  function status(): ServiceStatus {
    if (isDraining) return 'draining'
    const failing = checks.filter((check) => !harmless.has(statusOf(check)))
    if (failing.some((check) => check.kind === 'critical')) return 'unready'
    return failing.length > 0 ? 'degraded' : 'ready'
  }

  return {
    record(check, result) {
      results.set(check.name, result)
      freshUntilMs = nextExpiry()
      version += 1
    },
    drain() {
      isDraining = true
      version += 1
    },
    status,
    checks: () =>
      checks.map((check) => {
        const result = results.get(check.name)
        const { name, kind } = check
        return { name, kind, status: statusOf(check), ...(result ? { result } : {}) }
      }),
    version() {
      ageOut()
      return version
    },
  }
}
