import type { Job, JobRetryRules } from '../job.ts'

const defaults: JobRetryRules = { attempts: 8, firstMs: 1_000, capMs: 300_000 }

export function retryRulesOf(job: Job): JobRetryRules {
  return { ...defaults, ...job.retry }
}

/** How long to wait after so many failed attempts: exponential with full jitter. */
export function retryDelayMs(rules: JobRetryRules, attempts: number): number {
  return Math.random() * Math.min(rules.capMs, rules.firstMs * 2 ** (attempts - 1))
}
