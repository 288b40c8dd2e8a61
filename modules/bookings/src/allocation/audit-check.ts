import { waiting, type HealthCheck } from '@holdfast/kernel/health'
import type { Schedule } from '@holdfast/kernel/module'
import type { BookingsContext } from '../parts.ts'
import { auditAllocations, type AuditFinding } from './audit.ts'

const everyMs = 5 * 60_000

/** What the last audit found, told by the process that ran it. */
export interface AuditCheck {
  readonly schedule: Schedule & { run(ctx: BookingsContext): Promise<void> }
  readonly healthCheck: HealthCheck
}

/**
 * Audits every five minutes, and says so in the service's health: a finding is logged as an
 * error with the bookings' ids and degrades the health until an audit finds nothing. Before the
 * first audit by this process the check waits: it is neither well nor broken.
 */
export function createAuditCheck(): AuditCheck {
  let last: { readonly at: Date; readonly findings: readonly AuditFinding[] } | undefined
  return {
    schedule: {
      name: 'bookings.audit',
      everyMs,
      async run(ctx: BookingsContext) {
        const findings = await auditAllocations(ctx.kysely)
        last = { at: ctx.now(), findings }
        if (findings.length > 0) ctx.log.error({ findings }, 'bookings contradict each other')
      },
    },
    healthCheck: {
      name: 'bookings.audit',
      kind: 'degraded',
      async run() {
        if (!last) return waiting
        const count = last.findings.length
        if (count > 0) throw new Error(`the audit of bookings has ${count} findings`)
        return { auditedAt: last.at.toISOString() }
      },
    },
  }
}
