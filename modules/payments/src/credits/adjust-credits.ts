import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answered } from '@holdfast/kernel/module'
import type { CreditAccount, creditRoutes } from '../contract.ts'
import type { PaymentsContext, PaymentsTransaction } from '../parts.ts'
import { lockAccount } from './account.ts'
import { creditLines } from './credit-lines.ts'
import { postCredits } from './post-credits.ts'
import { refundCredits } from './refund-credits.ts'
import { insufficient } from './reserve-credits.ts'
import { accountOnWire } from './show-credits.ts'

type Route = (typeof creditRoutes)['adjustCredits']
type Body = RouteInput<Route>['body']

/**
 * Somebody of the business adds or takes away credits, or gives back what some work has cost. No
 * more is taken than is there: what is set aside is not.
 */
export async function adjustCredits(
  ctx: PaymentsContext,
  { body }: RouteInput<Route>,
): Promise<Answered<CreditAccount, 201>> {
  ctx.permit('credits.adjust')
  await ctx.transaction(async (tx) => {
    const { subject } = body
    if (subject === undefined) await adjust(ctx, tx, body)
    else await giveBack(ctx, tx, { ...body, subject })
  })
  return answer(201, await accountOnWire(ctx))
}

async function adjust(ctx: PaymentsContext, tx: PaymentsTransaction, body: Body): Promise<void> {
  const { organisationId } = ctx
  const { credits, reason } = body
  const { available } = await lockAccount(tx.kysely, organisationId)
  if (available + credits < 0) throw await insufficient(tx, { organisationId, needed: -credits })
  await postCredits(tx.kysely, {
    organisationId,
    kind: 'adjusted',
    causeId: ctx.ids(),
    actorId: ctx.actor.id,
    reason,
    at: ctx.now(),
    moved: creditLines.adjusted(credits),
  })
  await tx.emit('credits.adjusted', { credits })
}

async function giveBack(
  ctx: PaymentsContext,
  tx: PaymentsTransaction,
  { credits, reason, subject }: Body & { readonly subject: string },
): Promise<void> {
  await refundCredits(tx, {
    organisationId: ctx.organisationId,
    subject,
    credits,
    reason,
    actorId: ctx.actor.id,
    causeId: ctx.ids(),
    now: ctx.now(),
  })
}
