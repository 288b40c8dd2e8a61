import { sql } from 'kysely'
import type { EventSource } from '../read-events.ts'

/** A seal beside what it seals. */
export interface SealedEvent {
  readonly organisationId: string
  readonly number: bigint
  readonly eventId: string
  readonly eventHash: Buffer
  readonly hash: Buffer
  /** Undefined when the event is gone. */
  readonly event: { readonly transactionId: bigint; readonly text: string } | undefined
}

interface SealRow {
  readonly organisation_id: string
  readonly number: string
  readonly event_id: string
  readonly event_hash: Buffer
  readonly hash: Buffer
  readonly transaction_id: string | null
  readonly text: string | null
}

const pageSize = 1_000

/** All seals, chain by chain, in their order. */
export async function* readSeals(source: EventSource): AsyncGenerator<SealedEvent> {
  let after = { organisationId: '', number: 0n }
  for (;;) {
    const page = await readPage(source, after)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last
  }
}

/**
 * The text of an event is put together here once more, as the sealing function does it: that
 * function is in the database, and so in the hands of whoever changed the rows.
 */
async function readPage(
  source: EventSource,
  after: { readonly organisationId: string; readonly number: bigint },
): Promise<readonly SealedEvent[]> {
  const { rows } = await sql<SealRow>`
    select s.organisation_id, s.number::text, s.event_id, s.event_hash, s.hash, e.transaction_id,
           case when e.id is not null then jsonb_build_array(
             e.id, e.transaction_id::text, e.type, e.subject, e.organisation_id, e.actor_id,
             e.correlation_id, e.data,
             to_char(e.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))::text end as text
      from kernel.audit_seal s left join kernel.event e on e.id = s.event_id
     where (s.organisation_id, s.number) > (${after.organisationId}, ${after.number.toString()}::bigint)
     order by s.organisation_id, s.number limit ${pageSize}`.execute(source.kysely)
  return rows.map(toSealedEvent)
}

function toSealedEvent(row: SealRow): SealedEvent {
  return {
    organisationId: row.organisation_id,
    number: BigInt(row.number),
    eventId: row.event_id,
    eventHash: row.event_hash,
    hash: row.hash,
    event:
      row.text === null || row.transaction_id === null
        ? undefined
        : { transactionId: BigInt(row.transaction_id), text: row.text },
  }
}

/** Events that the sealing has passed and that have no seal: slipped in, or their seal is gone. */
export async function readUnsealed(
  source: EventSource,
  limit: number,
): Promise<readonly { readonly organisationId: string; readonly eventId: string }[]> {
  const { rows } = await sql<{ readonly organisationId: string; readonly eventId: string }>`
    select e.organisation_id as "organisationId", e.id as "eventId"
      from kernel.event e, kernel.audit_progress p
     where (e.transaction_id, e.id) <= (p.transaction_id, p.event_id)
       and not exists (select from kernel.audit_seal s where s.event_id = e.id)
     order by e.transaction_id, e.id limit ${limit}`.execute(source.kysely)
  return rows
}

/** How many seals were ever made. */
export async function readSealCount(source: EventSource): Promise<bigint> {
  const { rows } = await sql<{ readonly seals: string }>`
    select seals::text from kernel.audit_progress`.execute(source.kysely)
  return BigInt(rows[0]?.seals ?? 0)
}
