import type { Database } from '../../postgres/postgres.ts'
import type { EventSource } from '../read-events.ts'
import { Chain, type AuditFinding, type AuditHead } from './chain.ts'
import { readSealCount, readSeals, readUnsealed } from './sealed-events.ts'

export type { AuditFinding, AuditHead } from './chain.ts'

export interface AuditReport {
  /** How many seals were checked. */
  readonly sealed: number
  /** What is wrong; nothing when the trail is whole. At most 100. */
  readonly findings: readonly AuditFinding[]
  /**
   * The last seal of each chain. Kept outside the database and given to the next verification,
   * they also show a trail that somebody with all rights has written anew from its beginning.
   */
  readonly heads: readonly AuditHead[]
}

export interface VerifyOptions {
  readonly knownHeads?: readonly AuditHead[]
}

const mostFindings = 100

/** Checks every seal against its event and its chain, in one snapshot. Reads only. */
export async function verifyAuditTrail(
  database: Database<unknown>,
  { knownHeads = [] }: VerifyOptions = {},
): Promise<AuditReport> {
  return database.transaction(
    async (tx) => {
      const findings: AuditFinding[] = []
      const { sealed, heads } = await checkChains(tx, knownHeads, findings)
      findings.push(...lostChains(heads, knownHeads))
      const unsealed = await readUnsealed(tx, mostFindings)
      findings.push(...unsealed.map((one) => ({ kind: 'missing-seal' as const, ...one })))
      if (lengthOf(heads) < (await readSealCount(tx))) findings.push({ kind: 'cut-off' })
      return { sealed, findings: findings.slice(0, mostFindings), heads }
    },
    { isolation: 'repeatable read' },
  )
}

async function checkChains(
  source: EventSource,
  knownHeads: readonly AuditHead[],
  findings: AuditFinding[],
): Promise<Pick<AuditReport, 'sealed' | 'heads'>> {
  const chains: Chain[] = []
  let sealed = 0
  for await (const seal of readSeals(source)) {
    sealed += 1
    let chain = chains.at(-1)
    if (chain?.organisationId !== seal.organisationId) {
      const known = knownHeads.find((head) => head.organisationId === seal.organisationId)
      chains.push((chain = new Chain(seal.organisationId, known)))
    }
    chain.check(seal, findings)
  }
  return { sealed, heads: chains.map((chain) => chain.end(findings)) }
}

/** Known chains of which nothing is left. */
function lostChains(
  heads: readonly AuditHead[],
  knownHeads: readonly AuditHead[],
): readonly AuditFinding[] {
  const found = new Set(heads.map(({ organisationId }) => organisationId))
  return knownHeads
    .filter(({ organisationId }) => !found.has(organisationId))
    .map(({ organisationId, number }) => ({ kind: 'missing-seal', organisationId, number }))
}

/** How many seals the chains say they have, those that are missing between included. */
function lengthOf(heads: readonly AuditHead[]): bigint {
  return heads.reduce((sum, { number }) => sum + number, 0n)
}
