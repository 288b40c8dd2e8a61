import { orderedAttempt } from '../attempt/ask-provider.ts'
import type { PaymentsJob, PaymentsParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { ProviderRefusal } from '../providers/provider-errors.ts'
import type { Provider, RefundOrder, RefundStatus } from '../providers/provider.ts'
import { applyRefundStatus } from './apply-refund-status.ts'
import { keepOneFailedSend } from './keep-one-failed-send.ts'
import { findRefund } from './refund-store.ts'

/** Has the provider give back what was set aside, under the refund's own key. */
export async function sendRefund(
  ctx: PaymentsJob,
  { refundId }: { readonly refundId: string },
  parts: Pick<PaymentsParts, 'providers' | 'returnUrlOf' | 'failedSends'>,
): Promise<void> {
  const { organisationId } = ctx
  const refund = await findRefund(ctx.kysely, organisationId, refundId)
  if (!refund) throw problems.unknownPayment({ refundId })
  if (refund.state !== 'requested' && refund.state !== 'processing') return
  const { provider, order } = await orderedAttempt(ctx, refund.attemptId, parts)
  const { amount, currency, exponent, reason, providerReference } = refund
  const money = { amount, currency, exponent }
  const asked = { refundId, order, amount: money, reason, providerReference }
  const seen = await answerOf(provider, asked)
  await ctx.settle(async (tx) => {
    await applyRefundStatus(tx, { organisationId, refundId, seen, now: ctx.now() })
    await keepOneFailedSend(tx, organisationId, parts.failedSends)
  })
}

async function answerOf(provider: Provider, asked: RefundOrder): Promise<RefundStatus> {
  try {
    return await provider.refund(asked)
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error
    return { state: 'failed', failure: error.reason }
  }
}
