import { waiting, type HealthCheck } from '@holdfast/kernel/health'
import type { Context, Schedule } from '@holdfast/kernel/module'
import { auditCredits } from '../credits/audit-credits.ts'
import { auditLedger, type LedgerFinding } from './audit-ledger.ts'

const everyMs = 15 * 60_000

/** What the last audit found, told by the process that ran it. */
export interface LedgerCheck {
  readonly schedule: Schedule
  readonly healthCheck: HealthCheck
}

/**
 * Audits the books every quarter of an hour, and says so in the service's health: a finding is
 * logged as an error and degrades the health until an audit finds nothing.
 */
export function createLedgerCheck(): LedgerCheck {
  let last: { readonly at: Date; readonly findings: readonly LedgerFinding[] } | undefined
  return {
    schedule: {
      name: 'payments.audit',
      everyMs,
      async run(ctx: Context<unknown>) {
        const findings = [...(await auditLedger(ctx.kysely)), ...(await auditCredits(ctx.kysely))]
        last = { at: ctx.now(), findings }
        if (findings.length > 0) ctx.log.error({ findings }, 'the books contradict themselves')
      },
    },
    healthCheck: {
      name: 'payments.audit',
      kind: 'degraded',
      async run() {
        if (!last) return waiting
        const count = last.findings.length
        if (count > 0) throw new Error(`the audit of the ledger has ${count} findings`)
        return { auditedAt: last.at.toISOString() }
      },
    },
  }
}
