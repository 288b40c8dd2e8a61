import type { RouteInput } from '@holdfast/kernel/contract'
import { requestProblems } from '@holdfast/kernel/problems'
import type { Kysely } from 'kysely'
import { attemptsOf } from '../attempt/attempt-store.ts'
import type { Attempt } from '../attempt/attempt.ts'
import type { PaymentDetail, paymentRoutes } from '../contract.ts'
import { disputesOf } from '../dispute/dispute-store.ts'
import type { PaymentsContext, PaymentsParts } from '../parts.ts'
import { refundsOf } from '../refund/refund-store.ts'
import { verifiersOf } from '../verification/verification-store.ts'
import { attemptOnWire, disputeOnWire, refundOnWire, rowOf } from './payment-on-wire.ts'
import { findPayment } from './payment-store.ts'
import { isPayable, type Payment } from './payment.ts'

type Parts = Pick<PaymentsParts, 'providers' | 'failedSends' | 'secondPersonAbove'>

/** One payment with its attempts, refunds and disputes. */
export async function showPayment(
  ctx: PaymentsContext,
  { params }: RouteInput<(typeof paymentRoutes)['showPayment']>,
  parts: Parts,
): Promise<PaymentDetail> {
  const payment = await findPayment(ctx.kysely, ctx.actor, params.id)
  ctx.permit('payments.read', payment?.subject ?? params.id)
  return detailOf(ctx, requirePayment(payment), parts)
}

/** The payment, or `request.notFound`: out of reach is as good as none. */
export function requirePayment(payment: Payment | undefined): Payment {
  if (payment) return payment
  throw requestProblems.notFound()
}

/** A payment with everything. Who paid sees nothing of what staff noted. */
export async function detailOf(
  ctx: PaymentsContext,
  payment: Payment,
  { providers, failedSends, secondPersonAbove }: Parts,
): Promise<PaymentDetail> {
  const { kysely, organisationId } = ctx
  const isStaff = ctx.actor.kind !== 'guest'
  const attempts = await attemptsOf(kysely, payment.id)
  const verifiers = isStaff ? await verifiersOf(kysely, organisationId, payment.id) : []
  const refunds = await refundsOf(kysely, organisationId, payment.id)
  const disputes = isStaff ? await disputesOf(kysely, organisationId, payment.id) : []
  const failed =
    isStaff && refunds.length > 0 ? await failedOf(ctx, failedSends) : new Set<string>()
  const verifiedBy = (id: string) =>
    verifiers.filter(({ attemptId }) => attemptId === id).map(({ actorId }) => actorId)
  return {
    ...rowOf(payment),
    methods: isPayable(payment, ctx.now()) ? [...providers.methods] : [],
    attempts: attempts.map((attempt) =>
      attemptOnWire(attempt, {
        verifiedBy: verifiedBy(attempt.id),
        needsTwo: isStaff && isByHand(attempt) && attempt.amount > secondPersonAbove,
      }),
    ),
    refunds: refunds.map((refund) => refundOnWire(refund, failed)),
    disputes: disputes.map((dispute) => disputeOnWire(dispute, payment)),
  }
}

function isByHand({ provider }: Attempt): boolean {
  return provider === 'manual'
}

async function failedOf(
  { kysely, organisationId }: PaymentsContext,
  failedSends: Parts['failedSends'],
): Promise<ReadonlySet<string>> {
  // One database holds every module's schema.
  const failed = await failedSends.list(kysely as Kysely<unknown>, organisationId)
  return new Set(failed.map(({ refundId }) => refundId))
}
