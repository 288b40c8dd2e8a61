import { sql, type Kysely } from 'kysely'
import type { LedgerFinding } from '../ledger/audit-ledger.ts'

/**
 * What in the credits contradicts itself; empty is the only good answer. Balances are their
 * entries, what is held is what open holds say, what is spent is what settled ones say, nothing is
 * owed while some can be used, every settled payment has brought its credits once and keeps those
 * whose money is still here, and each line of a statement follows from the last.
 */
export async function auditCredits(db: Kysely<unknown>): Promise<LedgerFinding[]> {
  const { rows } = await sql<LedgerFinding>`
    select 'credits' as kind, a.organisation_id as id
    from payments.credit_account a
    cross join lateral (
      select coalesce(sum(e.amount) filter (where e.account = 'available'), 0) as available,
        coalesce(sum(e.amount) filter (where e.account = 'held'), 0) as held,
        coalesce(sum(e.amount) filter (where e.account = 'spent'), 0) as spent,
        coalesce(-sum(e.amount) filter (where e.account = 'owed'), 0) as owed
      from payments.credit_transaction t
      join payments.credit_entry e on e.transaction_id = t.id
      where t.organisation_id = a.organisation_id) entries
    cross join lateral (
      select coalesce(sum(h.cost) filter (where h.state = 'held' and not h.paid_by_plan), 0) as held,
        coalesce(sum(h.used - h.refunded), 0) as spent
      from payments.credit_hold h where h.organisation_id = a.organisation_id) holds
    where a.available <> entries.available or a.held <> entries.held or a.spent <> entries.spent
      or a.held <> holds.held or a.spent <> holds.spent
      or a.owed <> entries.owed or least(a.available, a.owed) > 0
    union all
    select 'credits', t.id::text
    from (
      select t.id, t.available_after, lag(t.available_after, 1, 0::bigint)
          over (partition by t.organisation_id order by t.number) as before,
        coalesce((select amount from payments.credit_entry
          where transaction_id = t.id and account = 'available'), 0) as change
      from payments.credit_transaction t) t
    where t.available_after <> t.before + t.change
    union all
    select 'credits', t.payment_id::text
    from payments.credit_transaction t
    join payments.payment p on p.id = t.payment_id
    join payments.credit_top_up u on u.payment_id = p.id
    join payments.credit_entry e on e.transaction_id = t.id and e.account = 'available'
    where t.kind = 'bought' and (p.state <> 'settled' or e.amount <> u.credits)
    union all
    select 'credits', p.id::text
    from payments.credit_top_up u
    join payments.payment p on p.id = u.payment_id
    join payments.credit_transaction t on t.payment_id = p.id
    join payments.credit_entry e on e.transaction_id = t.id and e.account = 'bought'
    group by p.id, u.credits
    having -sum(e.amount) <> ceil(u.credits::numeric
      * least(p.amount, p.paid - p.refunding - p.refunded - p.disputed) / p.amount)
    union all
    select 'credits', 'all' from payments.credit_entry having sum(amount) <> 0`.execute(db)
  return rows
}
