import type { Database } from '../../postgres/postgres.ts'
import type { AuditFinding, AuditHead } from './chain.ts'
import { sealAuditTrail } from './seal.ts'
import { verifyAuditTrail } from './verify.ts'

export interface AuditCommandParts {
  readonly database: Database<unknown>
  /** Receives finished lines, without line ends. */
  readonly write: (line: string) => void
  /** Heads of an earlier verification, kept where the database's owner can not reach them. */
  readonly knownHeads?: readonly AuditHead[]
}

export const auditUsage = 'audit-trail seal | verify'

export type AuditCommand = 'seal' | 'verify'

/** Undefined when the words make no sense: say `auditUsage`, before anything is opened. */
export function readAuditCommand([name, ...rest]: readonly string[]): AuditCommand | undefined {
  return rest.length === 0 && (name === 'seal' || name === 'verify') ? name : undefined
}

/**
 * The command behind `npm run audit-trail -- seal|verify`. Resolves to the exit code: 0 when all
 * is well, 1 when the trail was tampered with.
 */
export async function runAuditCommand(
  command: AuditCommand,
  { database, write, knownHeads = [] }: AuditCommandParts,
): Promise<number> {
  if (command === 'seal') {
    write(`sealed ${await sealAuditTrail(database)} events`)
    return 0
  }
  const { sealed, findings, heads } = await verifyAuditTrail(database, { knownHeads })
  for (const finding of findings) write(describe(finding))
  for (const { organisationId, number, hash } of heads) {
    write(`head ${organisationId} ${number} ${hash}`)
  }
  write(`${sealed} seals, ${findings.length} findings`)
  return findings.length === 0 ? 0 : 1
}

function describe({ kind, organisationId, number, eventId }: AuditFinding): string {
  const where = [
    organisationId && `organisation ${organisationId}`,
    number && `seal ${number}`,
    eventId && `event ${eventId}`,
  ]
  return `${kind}: ${where.filter(Boolean).join(', ') || 'the end of a chain'}`
}
