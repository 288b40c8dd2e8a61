import { sql, type Kysely } from 'kysely'
import type { PaymentsTables } from '../tables.ts'

type Db = Kysely<PaymentsTables>

export interface Quiet {
  readonly organisationId: string
  /** Nothing was heard of them, and nobody asked, since. */
  readonly before: Date
  readonly now: Date
  readonly atOnce: number
}

export interface QuietAttempt {
  readonly id: string
  /** Whether its payment asks for nothing more. */
  readonly isOver: boolean
}

/**
 * The attempts under way that were silent the longest, noted as asked now. One that somebody is
 * just changing is not silent, and left out.
 */
export async function takeQuietAttempts(
  db: Db,
  { organisationId, before, now, atOnce }: Quiet,
): Promise<readonly QuietAttempt[]> {
  const { rows } = await sql<QuietAttempt>`
    with quiet as (
      select id from payments.attempt
      where organisation_id = ${organisationId} and state in ('created', 'open', 'processing')
        and greatest(changed_at, asked_at) <= ${before}
      order by greatest(changed_at, asked_at), id
      limit ${atOnce} for update skip locked)
    update payments.attempt a set asked_at = ${now}
      from quiet, payments.payment p
     where a.id = quiet.id and p.id = a.payment_id
    returning a.id, p.state in ('closed', 'settled') as "isOver"`.execute(db)
  return rows
}

export interface QuietRefund {
  readonly id: string
  readonly paymentId: string
}

/** The refunds on their way that were silent the longest, noted as asked now. */
export async function takeQuietRefunds(
  db: Db,
  { organisationId, before, now, atOnce }: Quiet,
): Promise<readonly QuietRefund[]> {
  const { rows } = await sql<QuietRefund>`
    with quiet as (
      select id from payments.refund
      where organisation_id = ${organisationId} and state in ('requested', 'processing')
        and greatest(changed_at, asked_at) <= ${before}
      order by greatest(changed_at, asked_at), id
      limit ${atOnce} for update skip locked)
    update payments.refund r set asked_at = ${now} from quiet where r.id = quiet.id
    returning r.id, r.payment_id as "paymentId"`.execute(db)
  return rows
}
