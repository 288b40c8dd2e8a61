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

/**
 * The command behind `npm run audit-trail -- seal|verify`. Resolves to the exit code: 0 when all
 * is well, 1 when the trail was tampered with, 2 when the words make no sense.
 */
export async function runAuditCommand(
  [command, ...rest]: readonly string[],
  { database, write, knownHeads = [] }: AuditCommandParts,
): Promise<number> {
  if (command === 'seal' && rest.length === 0) {
    write(`sealed ${await sealAuditTrail(database)} events`)
    return 0
  }
  if (command === 'verify' && rest.length === 0) {
    const { sealed, findings, heads } = await verifyAuditTrail(database, { knownHeads })
    for (const finding of findings) write(describe(finding))
    for (const { organisationId, number, hash } of heads) {
      write(`head ${organisationId} ${number} ${hash}`)
    }
    write(`${sealed} seals, ${findings.length} findings`)
    return findings.length === 0 ? 0 : 1
  }
  write('usage: audit-trail seal | verify')
  return 2
}

function describe({ kind, organisationId, number, eventId }: AuditFinding): string {
  const where = [
    organisationId && `organisation ${organisationId}`,
    number && `seal ${number}`,
    eventId && `event ${eventId}`,
  ]
  return `${kind}: ${where.filter(Boolean).join(', ') || 'the end of a chain'}`
}
