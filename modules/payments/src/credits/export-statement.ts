import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answer } from '@holdfast/kernel/module'
import type { CreditMovement, creditRoutes } from '../contract.ts'
import type { PaymentsContext } from '../parts.ts'
import { problems } from '../problems.ts'
import { csvOf } from '@holdfast/kernel/csv'
import { movementOf, selectMovements } from './statement.ts'

type Route = (typeof creditRoutes)['exportCreditMovements']

// A file is whole or it is refused: one that ends early would be believed. The problem says it.
const mostExported = 5_000

/**
 * The statement, oldest first, as a CSV file. Throws `payments.statementTooLong` when it has more
 * than 5,000 lines (`most`).
 */
export async function exportStatement(
  ctx: PaymentsContext,
  { query }: RouteInput<Route>,
  most = mostExported,
): Promise<Answer<Route>> {
  ctx.permit('credits.read')
  const { month } = query
  let wanted = selectMovements(ctx.kysely, ctx.organisationId)
  if (month !== undefined) {
    const { from, until } = boundsOf(month)
    wanted = wanted.where('t.happened_at', '>=', from).where('t.happened_at', '<', until)
  }
  const rows = await wanted
    .orderBy('t.number')
    .limit(most + 1)
    .execute()
  if (rows.length > most) throw problems.statementTooLong({ most })
  const name = month ?? ctx.now().toISOString().slice(0, 10)
  return answer(200, csvOf([heads, ...rows.map((row) => lineOf(movementOf(row)))]), {
    'content-disposition': `attachment; filename="credits-${name}.csv"`,
  })
}

const heads = [
  'Number',
  'Time',
  'Movement',
  'Available',
  'Held',
  'Spent',
  'Owed',
  'Paid by plan',
  'Available after',
  'Operation',
  'Quantity',
  'Work',
  'Payment',
  'Reason',
]

function lineOf(movement: CreditMovement): (string | number)[] {
  return [
    movement.number,
    movement.happenedAt,
    movement.kind,
    movement.available,
    movement.held,
    movement.spent,
    movement.owed,
    movement.byPlan ? 'yes' : 'no',
    movement.availableAfter,
    movement.operation ?? '',
    movement.quantity ?? '',
    movement.subject ?? '',
    movement.paymentId ?? '',
    movement.reason ?? '',
  ]
}

function boundsOf(month: string): { readonly from: Date; readonly until: Date } {
  const from = new Date(`${month}-01T00:00:00Z`)
  return { from, until: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)) }
}
