import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager } from '@holdfast/kernel/http'
import { sql } from 'kysely'
import { z } from 'zod'
import type { LedgerTransaction, paymentRoutes } from '../contract.ts'
import type { PaymentsContext } from '../parts.ts'
import { within } from '../reach.ts'

type LedgerRoute = (typeof paymentRoutes)['showLedger']
type AccountsRoute = (typeof paymentRoutes)['showAccounts']

const pager = createPager({
  columns: ['t.id'],
  direction: 'desc',
  key: z.tuple([z.uuid()]),
  keyOf: ({ id }: { readonly id: string }) => [id] as const,
})

/** One page of the ledger, newest first: the transactions of payments within reach. */
export async function showLedger(
  ctx: PaymentsContext,
  { query }: RouteInput<LedgerRoute>,
): Promise<RouteOutput<LedgerRoute>> {
  ctx.permit('payments.list')
  let wanted = ctx.kysely
    .selectFrom('payments.ledger_transaction as t')
    .innerJoin('payments.payment as p', 'p.id', 't.payment_id')
    .where(within(ctx.actor, 'p'))
    .selectAll('t')
    .select(entries)
  if (query.paymentId) wanted = wanted.where('t.payment_id', '=', query.paymentId)
  const rows = await pager.apply(wanted, query).execute()
  const { items, page } = pager.cut(rows, query)
  return { items: items.map((row) => onWire(row as (typeof rows)[number])), page }
}

const entries = sql<LedgerTransaction['entries']>`(
  select json_agg(json_build_object('account', a.name, 'amount', e.amount,
    'currency', a.currency) order by e.amount desc)
  from payments.entry e join payments.account a on a.id = e.account_id
  where e.transaction_id = t.id)`.as('entries')

interface Row {
  readonly id: string
  readonly kind: string
  readonly payment_id: string
  readonly happened_at: Date
  readonly entries: LedgerTransaction['entries']
}

function onWire({ id, kind, payment_id, happened_at, entries: lines }: Row): LedgerTransaction {
  const happenedAt = happened_at.toISOString()
  return { id, kind, paymentId: payment_id, happenedAt, entries: lines }
}

/** The balances; what payments hold is added up. For who is limited to some units: theirs alone. */
export async function showAccounts(ctx: PaymentsContext): Promise<RouteOutput<AccountsRoute>> {
  ctx.permit('payments.list')
  const { rows } = await sql<RouteOutput<AccountsRoute>['accounts'][number]>`
    select case when a.name like 'payment:%' then 'payments' else a.name end as name,
      a.currency, sum(case a.side when 'debit' then e.amount else -e.amount end)::bigint as balance
    from payments.account a
    join payments.entry e on e.account_id = a.id
    join payments.ledger_transaction t on t.id = e.transaction_id
    join payments.payment p on p.id = t.payment_id
    where ${within(ctx.actor, 'p')}
    group by 1, 2 order by 1, 2`.execute(ctx.kysely)
  return { accounts: rows }
}
