import { answer, type Answered } from '@holdfast/kernel/module'
import type { RouteInput } from '@holdfast/kernel/contract'
import type { PaymentDetail, paymentRoutes } from '../contract.ts'
import type { PaymentsContext, PaymentsParts } from '../parts.ts'
import { moneyOf } from '../payment/payment.ts'
import { findPayment, lockPayment } from '../payment/payment-store.ts'
import { detailOf, requirePayment } from '../payment/show-payment.ts'
import { problems } from '../problems.ts'
import { applyRefundStatus } from './apply-refund-status.ts'
import { findRefund } from './refund-store.ts'
import { refundFrom } from './refund-payment.ts'

type Parts = Pick<PaymentsParts, 'providers' | 'failedSends' | 'secondPersonAbove'>

/** Somebody of the business gives money back. Throws `payments.refundTooLarge`. */
export async function refundByStaff(
  ctx: PaymentsContext,
  { params, body }: RouteInput<(typeof paymentRoutes)['refundPayment']>,
  parts: Parts,
): Promise<Answered<PaymentDetail, 201>> {
  ctx.permit('payments.refund')
  const { amount, reason } = body
  await ctx.transaction(async (tx) => {
    const payment = requirePayment(await lockPayment(tx.kysely, ctx.actor, params.id))
    const cause = `staff:${ctx.ids()}`
    const asked = { amount: moneyOf(payment, amount), reason, cause, now: ctx.now() }
    await refundFrom(tx, [payment], asked)
  })
  const after = requirePayment(await findPayment(ctx.kysely, ctx.actor, params.id))
  return answer(201, await detailOf(ctx, after, parts))
}

/** Somebody has handed over or transferred a refund that no provider sends. */
export async function settleRefund(
  ctx: PaymentsContext,
  { params }: RouteInput<(typeof paymentRoutes)['settleRefund']>,
  parts: Parts,
): Promise<PaymentDetail> {
  ctx.permit('payments.refund')
  const { organisationId } = ctx
  const refund = await findRefund(ctx.kysely, organisationId, params.id)
  const paymentId = refund?.paymentId ?? params.id
  const payment = requirePayment(await findPayment(ctx.kysely, ctx.actor, paymentId))
  await ctx.transaction(async (tx) => {
    await lockPayment(tx.kysely, ctx.actor, payment.id)
    const current = await findRefund(tx.kysely, organisationId, params.id)
    if (current?.state !== 'awaiting_offline')
      throw problems.nothingToVerify({ refundId: params.id })
    const seen = { state: 'settled' } as const
    await applyRefundStatus(tx, { organisationId, refundId: params.id, seen, now: ctx.now() })
  })
  const after = requirePayment(await findPayment(ctx.kysely, ctx.actor, payment.id))
  return detailOf(ctx, after, parts)
}
