import { createHash } from 'node:crypto'
import type { SealedEvent } from './sealed-events.ts'

export interface AuditFinding {
  readonly kind: /** The event is not what was sealed. */
    | 'changed'
    /** The event is gone. */
    | 'deleted'
    /** The events of a chain do not stand in their order. */
    | 'reordered'
    /** The seal does not follow from the one before it. */
    | 'forged-seal'
    /** A number of the chain is gone, or an event that must have a seal has none. */
    | 'missing-seal'
    /** Seals at the end of some chain are gone. */
    | 'cut-off'
  readonly organisationId?: string
  readonly number?: bigint
  readonly eventId?: string
}

/** The last seal of an organisation's chain. */
export interface AuditHead {
  readonly organisationId: string
  readonly number: bigint
  /** In hex. */
  readonly hash: string
}

/** Walks one organisation's seals. After a finding it goes on from the seal as it stands. */
export class Chain {
  readonly organisationId: string
  readonly #known: AuditHead | undefined
  #number = 0n
  #hash: Buffer
  #last: { readonly transactionId: bigint; readonly eventId: string } | undefined

  constructor(organisationId: string, known: AuditHead | undefined) {
    this.organisationId = organisationId
    this.#known = known
    this.#hash = sha256(organisationId)
  }

  check(seal: SealedEvent, findings: AuditFinding[]): void {
    const { organisationId, number, eventId } = seal
    const found = (kind: AuditFinding['kind']) =>
      findings.push({ kind, organisationId, number, eventId })
    const isNext = number === this.#number + 1n
    if (!isNext) findings.push({ kind: 'missing-seal', organisationId, number: this.#number + 1n })
    if (!seal.event) found('deleted')
    else if (!sha256(seal.event.text).equals(seal.eventHash)) found('changed')
    if (seal.event && !this.#isInOrder(seal.event.transactionId, eventId)) found('reordered')
    if (isNext && !this.#follows(seal)) found('forged-seal')
    if (this.#contradictsKnown(seal)) found('forged-seal')
    this.#number = number
    this.#hash = seal.hash
  }

  /** The head as it is; a known one that was further is a loss. */
  end(findings: AuditFinding[]): AuditHead {
    const { organisationId } = this
    if (this.#known && this.#known.number > this.#number) {
      findings.push({ kind: 'missing-seal', organisationId, number: this.#known.number })
    }
    return { organisationId, number: this.#number, hash: this.#hash.toString('hex') }
  }

  #isInOrder(transactionId: bigint, eventId: string): boolean {
    const last = this.#last
    this.#last = { transactionId, eventId }
    if (!last || transactionId > last.transactionId) return true
    return transactionId === last.transactionId && eventId > last.eventId
  }

  #follows({ number, eventHash, hash }: SealedEvent): boolean {
    const counted = Buffer.alloc(8)
    counted.writeBigInt64BE(number)
    return sha256(Buffer.concat([this.#hash, counted, eventHash])).equals(hash)
  }

  #contradictsKnown({ number, hash }: SealedEvent): boolean {
    return this.#known?.number === number && this.#known.hash !== hash.toString('hex')
  }
}

function sha256(content: string | Buffer): Buffer {
  return createHash('sha256').update(content).digest()
}
