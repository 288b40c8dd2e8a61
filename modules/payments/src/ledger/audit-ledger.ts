import { sql, type Kysely } from 'kysely'

export interface LedgerFinding {
  readonly kind: 'balance' | 'payment' | 'attempt' | 'sum' | 'credits'
  readonly id: string
}

/**
 * What in the books contradicts itself; empty is the only good answer. Balances are their
 * entries, a payment holds what its account says, an attempt gave back what its refunds say, and
 * everything sums to zero.
 */
export async function auditLedger(db: Kysely<unknown>): Promise<LedgerFinding[]> {
  const { rows } = await sql<LedgerFinding>`
    select 'balance' as kind, a.id::text as id
    from payments.account a left join payments.entry e on e.account_id = a.id
    group by a.id
    having a.balance <> coalesce(sum(case a.side when 'debit' then e.amount else -e.amount end), 0)
    union all
    select 'payment', p.id::text
    from payments.payment p
    left join payments.account a
      on a.name = 'payment:' || p.id and a.organisation_id = p.organisation_id
    where coalesce(a.balance, 0) <> p.paid - p.refunding - p.refunded - p.disputed
    union all
    select 'payment', p.id::text
    from payments.payment p
    where p.paid <> (select coalesce(sum(amount), 0) from payments.attempt
        where payment_id = p.id and state = 'settled')
      or p.refunded <> (select coalesce(sum(amount), 0) from payments.refund
        where payment_id = p.id and state = 'settled')
    union all
    select 'attempt', t.id::text
    from payments.attempt t
    where t.refunded <> (select coalesce(sum(amount), 0) from payments.refund
      where attempt_id = t.id and state <> 'failed')
    union all
    select 'sum', 'all' from payments.entry having sum(amount) <> 0`.execute(db)
  return rows
}
